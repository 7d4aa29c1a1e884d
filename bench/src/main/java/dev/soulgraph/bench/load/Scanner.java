package dev.soulgraph.bench.load;

import dev.soulgraph.node.gossip.Unpacker;
import dev.soulgraph.wire.Packed;

/**
 * Looks into messages no deeper than it takes to count: the machine is the node's, and what clients
 * work out is measured elsewhere. For one thread.
 */
final class Scanner {
  /** What frames tell. */
  interface Sink {
    /**
     * Changes of one frame.
     *
     * @param count the leaves in it
     */
    void changes(int scope, long number, int count);

    void ack(int sequence);

    void level(int scope);

    void refused(byte[] frames);
  }

  private static final int CHANGES = 4;
  private static final int LEVEL = 5;
  private static final int ACK = 7;
  private static final int REFUSE = 8;

  private final Unpacker unpacker = new Unpacker();
  private byte[] bytes = new byte[0];
  private int at;

  void scan(byte[] message, Sink sink) {
    bytes = Packed.is(message) ? unpacker.unpack(message) : message;
    at = 0;
    while (at < bytes.length) {
      int items = (int) head();
      int type = (int) head();
      switch (type) {
        case CHANGES -> changes(sink);
        case LEVEL -> {
          sink.level((int) head());
          skip(items - 2);
        }
        case ACK -> {
          sink.ack((int) head());
          skip(items - 2);
        }
        case REFUSE -> {
          sink.refused(bytes);
          skip(items - 1);
        }
        default -> skip(items - 1);
      }
    }
  }

  /** {@code scope, number, more, parts}; a part's leaves are counted by its runs. */
  private void changes(Sink sink) {
    int scope = (int) head();
    long number = head();
    skip(1);
    int count = 0;
    for (long parts = head(); parts > 0; parts--) {
      long items = head();
      skip(4);
      long runs = head();
      for (int i = 0; i < runs; i++) {
        long run = head();
        count += i % 2 == 0 ? (int) run : 0;
      }
      skip(items - 5);
    }
    sink.changes(scope, number, count);
  }

  private long head() {
    int low = bytes[at++] & 0x1f;
    if (low < 24) {
      return low;
    }
    long argument = 0;
    for (int i = 1 << low - 24; i > 0; i--) {
      argument = argument << 8 | bytes[at++] & 0xff;
    }
    return argument;
  }

  private void skip(long items) {
    for (long left = items; left > 0; left--) {
      int major = (bytes[at] & 0xff) >>> 5;
      long argument = head();
      switch (major) {
        case 2, 3 -> at += (int) argument;
        case 4 -> left += argument;
        case 5 -> left += 2 * argument;
        case 6 -> left++;
        default -> {}
      }
    }
  }
}
