package dev.soulgraph.node.store;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.wire.Frame;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;

/** What the file says of itself: its format, its network, its id, and how much it holds. */
final class Counters {
  private static final String FORMAT = "format";
  private static final String NETWORK = "network";
  private static final String STORE = "store";
  private static final String SALT = "salt";
  private static final String HEAD = "head";
  private static final String SIZE = "size";

  /** There while a repair is under way: the maps don't fit each other. */
  private static final String REPAIRING = "repairing";

  private final MVMap<String, String> table;
  private final boolean upgraded;
  private final Frame.Id store;
  private final long salt;
  private long head;
  private long size;

  private Counters(MVMap<String, String> table, boolean upgraded) {
    this.table = table;
    this.upgraded = upgraded;
    store = Frame.Id.of(Hex.decode(get(STORE)));
    salt = Long.parseUnsignedLong(get(SALT), 16);
    head = Long.parseLong(get(HEAD));
    size = Long.parseLong(get(SIZE));
  }

  /**
   * @throws SoulgraphException {@code data-too-new}, {@code network-mismatch}, {@code
   *     data-unreadable} where a repair was cut off
   */
  static Counters open(MVMap<String, String> table, String network, Entropy entropy) {
    if (table.isEmpty()) {
      table.put(FORMAT, Integer.toString(MvStore.FORMAT));
      table.put(NETWORK, network);
      table.put(STORE, Hex.encode(id(entropy).bytes()));
      table.put(SALT, Hex.encode(entropy.bytes(Long.BYTES)));
      table.put(HEAD, "0");
      table.put(SIZE, "0");
    }
    String format = table.getOrDefault(FORMAT, "");
    if (Integer.parseInt(format) > MvStore.FORMAT) {
      throw new SoulgraphException(
          Code.DATA_TOO_NEW,
          "this release reads data of format " + MvStore.FORMAT + ": run the release that wrote it",
          "format " + format);
    }
    String found = table.getOrDefault(NETWORK, "");
    if (!found.equals(network)) {
      throw new SoulgraphException(
          Code.NETWORK_MISMATCH,
          "a data folder belongs to one network; this one to " + found,
          network);
    }
    if (table.containsKey(REPAIRING)) {
      throw new SoulgraphException(
          Code.DATA_UNREADABLE,
          "a repair of a data folder comes to its end: run check --repair again",
          "");
    }
    boolean upgraded = !table.containsKey(SALT);
    if (upgraded) {
      table.put(SALT, Hex.encode(entropy.bytes(Long.BYTES)));
      table.put(FORMAT, Integer.toString(MvStore.FORMAT));
    }
    return new Counters(table, upgraded);
  }

  /**
   * Those of a file as it is, which stays so.
   *
   * @throws SoulgraphException {@code data-too-new}, {@code data-unreadable} where it is no store,
   *     or of an older format, which a node brings up to date when it opens it
   */
  static Counters found(MVMap<String, String> table, Path shown) {
    String format = table.getOrDefault(FORMAT, "");
    if (!format.equals(Integer.toString(MvStore.FORMAT)) || !table.containsKey(SALT)) {
      throw new SoulgraphException(
          Code.DATA_UNREADABLE,
          "a check reads data of format " + MvStore.FORMAT + ", as a node of this release keeps it",
          shown + (format.isEmpty() ? "" : ", format " + format));
    }
    return new Counters(table, false);
  }

  static Frame.Id id(Entropy entropy) {
    return Frame.Id.of(entropy.bytes(Frame.Id.BYTES));
  }

  String network() {
    return get(NETWORK);
  }

  /** From the first write of a repair to its last no node opens the file. */
  void repairing(boolean now) {
    if (now) {
      table.put(REPAIRING, "");
    } else {
      table.remove(REPAIRING);
    }
  }

  boolean isRepairing() {
    return table.containsKey(REPAIRING);
  }

  /** Whether the file was of format 1, which had no items: they have to be made. */
  boolean isUpgraded() {
    return upgraded;
  }

  private String get(String name) {
    String value = table.get(name);
    if (value == null) {
      throw new IllegalStateException("a store's file says its " + name);
    }
    return value;
  }

  Frame.Id store() {
    return store;
  }

  /** What nobody else knows of this file; see {@link ItemTrees}. */
  long salt() {
    return salt;
  }

  long head() {
    return head;
  }

  long size() {
    return size;
  }

  void set(long newHead, long newSize) {
    if (newHead != head) {
      head = newHead;
      table.put(HEAD, Long.toString(head));
    }
    if (newSize != size) {
      size = newSize;
      table.put(SIZE, Long.toString(size));
    }
  }
}
