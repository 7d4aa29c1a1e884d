package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.IdSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * Ordered sets of items in two ordered maps, with sums of ids over any range.
 *
 * <p>One map holds the items; it counts by itself. Every 32nd item or so, by chance, is also a
 * <i>tower</i> of level 1, every 32nd of these one of level 2, and so on: the other map has for
 * each tower and level the sum of the ids from the tower before, which is left out, to itself. So
 * what is appended changes no sum until it is a tower itself, what changes elsewhere changes one
 * sum for each level, and a range is added up from some 32 items or sums for each level.
 *
 * <p>Whether an item is a tower depends on its id and on a salt that is this store's secret, for an
 * author can choose among ids, and a long stretch without towers would be slow. So the maps are a
 * function of the set whatever its history, but not the same for two stores.
 *
 * <p>For one thread that writes, or several that read.
 */
final class ItemTrees {
  /** The levels of sums: some thousand towers stand on the third when items are ten million. */
  static final int LEVELS = 3;

  private static final int FAN_OUT_BITS = 5;

  /** An item that has come or gone. */
  record Delta(ItemKey key, Hash id, boolean added) {
    static void sort(List<Delta> deltas) {
      deltas.sort((a, b) -> a.key.comparePlace(b.key));
    }

    private Delta in(long tree) {
      return key.tree() == tree ? this : new Delta(key.in(tree), id, added);
    }
  }

  final MVMap<ItemKey, Boolean> items;
  final MVMap<ItemKey, byte[]> sums;
  private final long salt;
  private final LongFunction<Hash> ids;

  /**
   * @param ids the id of the item that the log has under a number
   */
  ItemTrees(MVStore store, long salt, LongFunction<Hash> ids) {
    items =
        store.openMap(
            "items",
            new MVMap.Builder<ItemKey, Boolean>()
                .keyType(new ItemKeyType())
                .valueType(new PresentType()));
    sums =
        store.openMap(
            "sums",
            new MVMap.Builder<ItemKey, byte[]>()
                .keyType(new ItemKeyType())
                .valueType(ByteArrayDataType.INSTANCE));
    this.salt = salt;
    this.ids = ids;
  }

  /** The id of an item. Some microseconds. */
  Hash id(ItemKey key) {
    return ids.apply(key.number());
  }

  /** The number of items below a place, in all trees together. O(log n). */
  long rank(ItemKey key) {
    long at = items.getKeyIndex(key);
    return at < 0 ? -at - 1 : at;
  }

  void clear() {
    items.clear();
    sums.clear();
  }

  /** Whether a tree has any item. */
  boolean holds(long tree) {
    ItemKey first = items.ceilingKey(ItemKey.first(tree));
    return first != null && first.tree() == tree;
  }

  /**
   * Adds everything up anew and tells where a sum differs. O(n).
   *
   * @param differs is told places
   */
  void check(Consumer<String> differs, Check.Progress progress) {
    IdSum[] running = new IdSum[LEVELS + 1];
    long total = items.sizeAsLong();
    long towers = 0;
    long tree = -1;
    Cursor<ItemKey, Boolean> cursor = items.cursor(null);
    for (long done = 0; cursor.hasNext(); done++) {
      ItemKey key = cursor.next();
      if (done % Check.TOLD_EVERY == 0) {
        progress.at("sums", done, total);
      }
      for (int level = 1; key.tree() != tree && level <= LEVELS; level++) {
        running[level] = new IdSum();
      }
      tree = key.tree();
      Hash id = idOrNull(key);
      if (id == null) {
        differs.accept("number " + key.number() + " is no change");
        continue;
      }
      int height = height(key);
      for (int level = 1; level <= LEVELS; level++) {
        running[level].add(id);
        if (level <= height) {
          byte[] sum = sums.get(key.at(level));
          if (!Arrays.equals(sum, running[level].bytes())) {
            differs.accept("tree " + tree + ", level " + level + ", number " + key.number());
          }
          running[level] = new IdSum();
          towers++;
        }
      }
    }
    if (towers != sums.sizeAsLong()) {
      differs.accept(sums.sizeAsLong() + " sums instead of " + towers);
    }
  }

  private @Nullable Hash idOrNull(ItemKey key) {
    try {
      return id(key);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private int height(ItemKey key) {
    long mixed = (key.prefix() ^ salt) * 0x9e3779b97f4a7c15L + salt;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return Math.min(LEVELS, Long.numberOfTrailingZeros(mixed) / FAN_OUT_BITS);
  }

  /** The sum of a tree's ids from one place of it up to another, which is left out. */
  IdSum sum(ItemKey from, ItemKey to) {
    IdSum sum = new IdSum();
    add(sum, LEVELS, from, to, ids);
    return sum;
  }

  private void add(IdSum sum, int level, ItemKey from, ItemKey to, LongFunction<Hash> known) {
    if (level == 0) {
      Cursor<ItemKey, Boolean> cursor = items.cursor(from);
      while (cursor.hasNext() && cursor.next().compareTo(to) < 0) {
        sum.add(known.apply(cursor.getKey().number()));
      }
      return;
    }
    ItemKey end = to.at(level);
    ItemKey last = null;
    Cursor<ItemKey, byte[]> cursor = sums.cursor(from.at(level));
    while (cursor.hasNext() && cursor.next().compareTo(end) < 0) {
      if (last == null) {
        add(sum, level - 1, from, cursor.getKey().at(0).after(), known);
      } else {
        sum.add(IdSum.of(cursor.getValue()));
      }
      last = cursor.getKey();
    }
    add(sum, level - 1, last == null ? from : last.at(0).after(), to, known);
  }

  /**
   * The ids of items. Those that have come are mostly numbered one by one, so each has a place in a
   * table; one whose place another has taken is looked up as those that were there before.
   */
  LongFunction<Hash> known(List<Delta> deltas) {
    int mask = Integer.highestOneBit(2 * deltas.size() + 1) - 1;
    @Nullable Delta[] come = new Delta[mask + 1];
    for (Delta delta : deltas) {
      if (delta.added()) {
        come[(int) delta.key().number() & mask] = delta;
      }
    }
    return number -> {
      Delta delta = come[(int) number & mask];
      boolean found = delta != null && delta.key().number() == number;
      return found ? delta.id() : ids.apply(number);
    };
  }

  /**
   * Takes over into a tree what has come and gone. What is there already, or isn't, makes no
   * difference.
   *
   * @param deltas sorted; of one item they are in their order
   * @param known {@link #known} of these, or of more
   */
  void apply(long tree, List<Delta> deltas, LongFunction<Hash> known) {
    List<Delta> effective = new ArrayList<>(deltas.size());
    for (int i = 0; i < deltas.size(); i++) {
      Delta delta = deltas.get(i);
      long number = delta.key().number();
      if (i + 1 == deltas.size() || deltas.get(i + 1).key().number() != number) {
        Delta here = delta.in(tree);
        if (change(here)) {
          effective.add(here);
        }
      }
    }
    for (int level = 1; level <= LEVELS && !effective.isEmpty(); level++) {
      applySums(effective, level, known);
    }
  }

  private boolean change(Delta delta) {
    return delta.added()
        ? items.put(delta.key(), Boolean.TRUE) == null
        : items.remove(delta.key()) != null;
  }

  private void applySums(List<Delta> deltas, int level, LongFunction<Hash> known) {
    Set<ItemKey> anew = new TreeSet<>();
    for (Delta delta : deltas) {
      if (height(delta.key()) >= level) {
        ItemKey tower = delta.key().at(level);
        if (delta.added()) {
          sums.put(tower, new byte[Hash.BYTES]);
          anew.add(tower);
        } else {
          sums.remove(tower);
          anew.remove(tower);
        }
        ItemKey next = tower(tower.after());
        if (next != null) {
          anew.add(next);
        }
      }
    }
    addToTowers(deltas, level, anew);
    for (ItemKey each : anew) {
      IdSum sum = new IdSum();
      ItemKey before = sums.lowerKey(each);
      boolean first = before == null || before.track() != each.track();
      ItemKey from = first ? ItemKey.first(each.tree()) : before.at(0).after();
      add(sum, level - 1, from, each.at(0).after(), known);
      sums.put(each, sum.bytes());
    }
  }

  /** Adds to each tower at once what has changed before it, but where it is worked out anew. */
  private void addToTowers(List<Delta> deltas, int level, Set<ItemKey> anew) {
    long track = -1;
    ItemKey tower = null;
    boolean stays = false;
    IdSum change = new IdSum();
    for (Delta delta : deltas) {
      ItemKey key = delta.key().at(level);
      if (key.track() != track || tower != null && tower.compareTo(key) < 0) {
        addTo(tower, change);
        change = new IdSum();
        tower = tower(key);
        track = key.track();
        stays = tower != null && !anew.contains(tower);
      }
      if (stays) {
        change = delta.added() ? change.add(delta.id()) : change.subtract(delta.id());
      }
    }
    addTo(tower, change);
  }

  /** The first tower at or after a place on its level, or null. */
  private @Nullable ItemKey tower(ItemKey key) {
    ItemKey tower = sums.ceilingKey(key);
    return tower == null || tower.track() != key.track() ? null : tower;
  }

  private void addTo(@Nullable ItemKey tower, IdSum change) {
    byte[] sum = tower == null ? null : sums.get(tower);
    if (tower != null && sum != null) {
      sums.put(tower, IdSum.of(sum).add(change).bytes());
    }
  }
}
