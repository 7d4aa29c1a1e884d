package dev.soulgraph.bench.load;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A process of this build's classes, started for a measurement, and what it takes. */
final class NodeProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("http://[^\\s/]*:([0-9]+)");

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private NodeProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A node, as {@code serve} starts it. */
  static NodeProcess serve(Path data, String heap, List<String> flags, String... options)
      throws IOException {
    List<String> java = new ArrayList<>(List.of("-Xmx" + heap));
    java.addAll(flags);
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
    arguments.addAll(List.of(options));
    return start(java, "dev.soulgraph.node.cli.Main", arguments);
  }

  static NodeProcess start(List<String> flags, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher url = PORT.matcher(line);
      if (url.find()) {
        pass(out);
        return new NodeProcess(process, Integer.parseInt(url.group(1)));
      }
    }
    process.destroyForcibly();
    throw new IOException("no address was said:\n" + said);
  }

  /** Whoever isn't read stands still; what it complains of is to be seen. */
  private static void pass(BufferedReader out) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                  if (line.contains("ERROR") || line.contains("WARN")) {
                    System.err.println("  node: " + line);
                  }
                }
              } catch (IOException e) {
                // It has ended.
              }
            },
            "node's output");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return port;
  }

  /** A number of the status page. */
  long status(String member) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/status");
    String body =
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
    Matcher found = Pattern.compile("\"" + member + "\": ([0-9]+)").matcher(body);
    if (!found.find()) {
      throw new IOException("the status has no " + member + ": " + body);
    }
    return Long.parseLong(found.group(1));
  }

  /**
   * Bytes that a process holds.
   *
   * @param live the heap after a collection, buffers outside of it, classes and code
   * @param resident all that the operating system has given, garbage and stacks included
   */
  record Memory(long live, long resident) {}

  /** Collects garbage first. The address is that of a process which this one has started. */
  @SuppressWarnings("BanJNDI")
  Memory memory() throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      String address = machine.startLocalManagementAgent();
      machine.detach();
      try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        MemoryMXBean memory =
            ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        long live =
            memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
        for (BufferPoolMXBean pool :
            ManagementFactory.getPlatformMXBeans(beans, BufferPoolMXBean.class)) {
          live += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return new Memory(live, residentBytes());
      }
    } catch (com.sun.tools.attach.AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  private long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IOException("no VmRSS of " + process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
