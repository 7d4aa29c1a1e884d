package dev.soulgraph.bench.load;

import dev.soulgraph.bench.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node under load, part by part, each beside what the same machine gives in the same run. */
public final class Load {
  private static final String PARTS = "abcdef";
  private static final int LARGE = 100;

  private final Path root;
  private final Amounts amounts;
  private final List<String> nodeFlags;
  private final Report report = new Report();
  private final Map<Integer, Double> singles = new LinkedHashMap<>();
  private double quietP99 = Double.NaN;

  private Load(Path root, Amounts amounts, List<String> nodeFlags) {
    this.root = root;
    this.amounts = amounts;
    this.nodeFlags = nodeFlags;
  }

  /**
   * @param args the parts' letters parted by commas, "full" or "small", the number of changes for
   *     part f, and what the node's Java is given beside
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Amounts amounts =
        args[1].equals("small") ? Amounts.SMALL : Amounts.FULL.enduring(Integer.parseInt(args[2]));
    boolean failed = run(args[0], amounts, List.of(args).subList(3, args.length));
    System.exit(failed ? 1 : 0);
  }

  /** Returns whether something was less than it should be. */
  static boolean run(String parts, Amounts amounts, List<String> nodeFlags)
      throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("soulgraph-load");
    try {
      Load load = new Load(root, amounts, nodeFlags);
      for (String part : parts.split(",", -1)) {
        if (part.length() != 1 || !PARTS.contains(part)) {
          throw new IllegalArgumentException("parts are a to f: " + part);
        }
        load.part(part.charAt(0));
      }
      return load.report.failed();
    } finally {
      Folders.delete(root);
    }
  }

  private void part(char part) throws IOException, InterruptedException {
    switch (part) {
      case 'a' -> singles();
      case 'b' -> large();
      case 'c' -> latency();
      case 'd' -> new Crowd(root, amounts, nodeFlags, report).measure();
      case 'e' -> newcomers();
      default -> new Endurance(root, amounts, nodeFlags, report).measure();
    }
  }

  private Throughput throughput() {
    return new Throughput(root, nodeFlags);
  }

  private void singles() throws IOException, InterruptedException {
    System.out.println("(a) one change a seal");
    double verified = Ceilings.verifications(amounts.equals(Amounts.SMALL) ? 100 : 2_000);
    report.figure("V: " + Ceilings.verifier() + ", all cores", verified, "/s");
    List<byte[]> frames = new Author(99).frames("load", 1_000, 1);
    for (int subscribers : amounts.subscribers()) {
      double bare = Ceilings.broadcasts(root, frames, subscribers, amounts.commits());
      report.figure("B: a bare broadcaster to " + subscribers, bare, "/s");
      double delivered = throughput().measure(amounts.commits(), 1, subscribers);
      singles.put(subscribers, delivered);
      report.atLeast(
          "delivered to " + subscribers + ", half of 1/(1/B + 1/V)",
          delivered,
          0.5 / (1 / bare + 1 / verified),
          "changes/s");
    }
  }

  private void large() throws IOException, InterruptedException {
    System.out.println("(b) a hundred changes a seal");
    if (singles.isEmpty()) {
      for (int subscribers : amounts.subscribers()) {
        singles.put(subscribers, throughput().measure(amounts.commits(), 1, subscribers));
      }
    }
    int commits = Math.max(20, amounts.commits() * 6 / LARGE);
    List<byte[]> frames = new ArrayList<>();
    for (int writer = 0; writer < Throughput.WRITERS; writer++) {
      int own = commits / Throughput.WRITERS;
      frames.addAll(new Author(200 + writer).frames("load", own, LARGE));
    }
    double alone = Ceilings.appends(root, frames, LARGE);
    report.figure("the store alone", alone, "changes/s");
    for (int subscribers : amounts.subscribers()) {
      double delivered = throughput().measure(commits, LARGE, subscribers);
      String to = "delivered to " + subscribers;
      report.atLeast(
          to + ", three times (a)",
          delivered,
          3 * singles.getOrDefault(subscribers, Double.NaN),
          "changes/s");
      report.atLeast(to + ", half of the store alone", delivered, alone / 2, "changes/s");
    }
  }

  private void latency() throws IOException {
    System.out.println("(c) 200 writes a second, from put to the other client");
    try (NodeProcess node = NodeProcess.serve(root.resolve("c"), "1g", nodeFlags)) {
      Paced paced = new Paced(node.port(), 300);
      paced.measure(amounts.paced() / 5);
      paced.measure(amounts.paced());
      paced.tell(report);
      quietP99 = paced.p99();
      report.atMost("99th percentile", quietP99, 8, "ms");
      paced.close();
    }
  }

  private void newcomers() throws IOException, InterruptedException {
    if (Double.isNaN(quietP99)) {
      latency();
    }
    new Newcomers(root, amounts, nodeFlags, report).measure(quietP99);
  }
}
