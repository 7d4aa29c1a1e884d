package dev.soulgraph.bench.load;

import dev.soulgraph.auth.Verifier;
import dev.soulgraph.graph.Network;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.crypto.CorrettoVerifier;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the machine would give if a node had nothing to do but one thing. Of two rounds the second
 * counts.
 */
final class Ceilings {
  /** As often as a writer under load forces, about. */
  private static final long FORCE_EVERY_NANOS = 50_000_000;

  private Ceilings() {}

  private static final class Counting implements Socket.Listener {
    private final CountDownLatch all = new CountDownLatch(1);
    private final int expected;
    private int count;

    Counting(int expected) {
      this.expected = expected;
    }

    @Override
    public void message(byte[] message) {
      if (++count == expected) {
        all.countDown();
      }
    }

    @Override
    public void gone() {}
  }

  /** B: frames a second that each of so many subscribers gets from a bare broadcaster. */
  static double broadcasts(Path folder, List<byte[]> frames, int subscribers, int count)
      throws IOException {
    Path file = folder.resolve("frames");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(frames.size());
      for (byte[] frame : frames) {
        out.writeInt(frame.length);
        out.write(frame);
      }
    }
    try (NodeProcess server =
            NodeProcess.start(
                List.of("-Xmx512m"), Broadcaster.class.getName(), List.of(file.toString()));
        Loop loop = new Loop("subscribers")) {
      double perSecond = 0;
      for (int round = 0; round < 2; round++) {
        List<Socket> sockets = new ArrayList<>();
        List<Counting> counts = new ArrayList<>();
        for (int i = 0; i < subscribers; i++) {
          counts.add(new Counting(count));
          sockets.add(loop.connect(server.port(), counts.get(i)));
        }
        long began = System.nanoTime();
        sockets.get(0).send(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        counts.forEach(each -> Client.await(each.all, "broadcasts"));
        perSecond = count / seconds(began);
        sockets.forEach(Socket::close);
        pause(200);
      }
      return perSecond;
    }
  }

  static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The provider that the node takes on this machine. */
  static Verifier verifier() {
    Verifier corretto = CorrettoVerifier.load();
    return corretto == null ? new BouncyCastleVerifier() : corretto;
  }

  /** V: verifications a second on all cores. */
  static double verifications(long ms) {
    Verifier verifier = verifier();
    double perSecond = 0;
    for (int round = 0; round < 2; round++) {
      int cores = Runtime.getRuntime().availableProcessors();
      AtomicLong count = new AtomicLong();
      List<Thread> threads = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < cores; i++) {
        Author author = new Author(i);
        threads.add(new Thread(() -> count.addAndGet(verify(verifier, author, ms)), "verifying"));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      perSecond = count.get() / seconds(began);
    }
    return perSecond;
  }

  private static long verify(Verifier verifier, Author author, long ms) {
    int different = 256;
    byte[][] messages = new byte[different][64];
    byte[][] signatures = new byte[different][];
    for (int i = 0; i < different; i++) {
      messages[i][0] = (byte) i;
      signatures[i] = author.sign(messages[i]);
    }
    long end = System.nanoTime() + ms * 1_000_000;
    long count = 0;
    while (System.nanoTime() < end) {
      int i = (int) count++ % different;
      verifier.verify(
          author.key().raw(),
          signatures[i],
          messages[i],
          held -> {
            if (!held) {
              throw new IllegalStateException("a lawful signature holds");
            }
          });
    }
    return count;
  }

  /**
   * Changes a second that a store alone merges and makes durable, from parts that are in memory.
   */
  static double appends(Path root, List<byte[]> frames, int changesEach) throws IOException {
    FrameCodec codec = new FrameCodec();
    List<Part> parts = new ArrayList<>();
    for (byte[] frame : frames) {
      parts.add(((Frame.Commit) codec.decode(frame)).part());
    }
    double perSecond = 0;
    for (int round = 0; round < 2; round++) {
      Path folder = Files.createTempDirectory(root, "alone");
      try (MvStore store = open(folder)) {
        long began = System.nanoTime();
        long forced = began;
        for (Part part : parts) {
          store.merge(part, null);
          if (System.nanoTime() - forced > FORCE_EVERY_NANOS) {
            store.force();
            forced = System.nanoTime();
          }
        }
        store.force();
        perSecond = (double) parts.size() * changesEach / seconds(began);
      }
    }
    return perSecond;
  }

  static MvStore open(Path folder) {
    SecureRandom random = new SecureRandom();
    return MvStore.open(
        folder,
        Network.DEFAULT,
        System::currentTimeMillis,
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        });
  }
}
