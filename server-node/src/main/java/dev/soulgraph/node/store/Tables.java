package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hash;
import java.util.function.LongFunction;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The file's maps. What is large is appended in the order of arrival, for a page that is written
 * again and again in random order would cost the file ten times its contents; what is in random
 * order is small.
 */
final class Tables {
  /** A winner's number to its {@link Records.Logged}. */
  final MVMap<Long, byte[]> log;

  /** Soul and key ({@link Records#indexKey}) to the winner's number. */
  final MVMap<String, Long> index;

  /** A seal's number to the seal. */
  final MVMap<Long, byte[]> seals;

  /** A seal's identity to its number. */
  final MVMap<byte[], Long> identities;

  /** {@link Packing#leaf} to the number of the winner that the seal's leaf is. */
  final MVMap<Long, Long> leaves;

  /** {@link Packing#node} to the node's hash. */
  final MVMap<Long, byte[]> hashes;

  /** A space to the number of its tree in {@link Fingerprints}. */
  final MVMap<String, Long> spaces;

  /** The time of expiry (13 digits) and soul and key, to the winner's number. */
  final MVMap<String, Long> expiring;

  /** A space to the number of erases in it. */
  final MVMap<String, Long> erases;

  /** {@link Usage}'s. */
  final MVMap<String, Long> usage;

  /** Parts that wait for their time. */
  final MVMap<Long, byte[]> deferred;

  /** A run's ordinal to its id, its first number and, once it is over, its last. */
  final MVMap<Long, byte[]> runs;

  /** The format's version, the network, the store's id, and the counters. */
  final MVMap<String, String> meta;

  private final MVStore store;

  Tables(MVStore store) {
    this.store = store;
    log = store.openMap("log", numbered());
    index = store.openMap("index", named());
    seals = store.openMap("seals", numbered());
    identities =
        store.openMap(
            "identities",
            new MVMap.Builder<byte[], Long>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
    leaves =
        store.openMap(
            "leaves",
            new MVMap.Builder<Long, Long>()
                .keyType(LongDataType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
    hashes = store.openMap("hashes", numbered());
    spaces = store.openMap("spaces", named());
    expiring = store.openMap("expiring", named());
    erases = store.openMap("erases", named());
    usage = store.openMap("usage", named());
    deferred = store.openMap("deferred", numbered());
    runs = store.openMap("runs", numbered());
    meta =
        store.openMap(
            "meta",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
  }

  /** The maps of the items' trees. */
  ItemTrees itemTrees(long salt, LongFunction<Hash> ids) {
    return new ItemTrees(store, salt, ids);
  }

  /** The winner of this number, which must be there. */
  byte[] record(long number) {
    byte[] record = log.get(number);
    if (record == null) {
      throw new IllegalStateException("what the index names is in the log: " + number);
    }
    return record;
  }

  Records.Logged logged(long number) {
    return Records.logged(record(number));
  }

  /** Whether a leaf's key lies in a range. */
  boolean holdsLeaf(long from, long to) {
    Long next = leaves.ceilingKey(from);
    return next != null && next < to;
  }

  private static MVMap.Builder<Long, byte[]> numbered() {
    return new MVMap.Builder<Long, byte[]>()
        .keyType(LongDataType.INSTANCE)
        .valueType(ByteArrayDataType.INSTANCE);
  }

  private static MVMap.Builder<String, Long> named() {
    return new MVMap.Builder<String, Long>()
        .keyType(StringDataType.INSTANCE)
        .valueType(LongDataType.INSTANCE);
  }
}
