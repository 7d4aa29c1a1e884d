package dev.soulgraph.node.store;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.PrunedTree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes the winners of each author and of each space take: kept beside them, so that it
 * neither has to be counted at a start nor drifts. What a merge changes is summed up and written at
 * its end, for a commit has one author and few spaces.
 */
public final class Usage {
  /** What proves a winner and finds it again takes about so much, beside what it says itself. */
  static final int OVERHEAD_BYTES = 200;

  private static final int PENDING_MAX = 10_000;

  /** Not the beginning of a soul, which holds no control characters. */
  private static final char AUTHOR = '\1';

  private final Tables tables;
  private final MVMap<String, Long> table;
  private final Map<String, Long> pending = new LinkedHashMap<>();

  private @Nullable PublicKey lastAuthor;
  private String lastKey = "";

  Usage(Tables tables) {
    this.tables = tables;
    table = tables.usage;
  }

  static long bytes(byte[] record) {
    return (long) record.length + OVERHEAD_BYTES;
  }

  private String key(PublicKey author) {
    if (lastAuthor == null || !author.equals(lastAuthor)) {
      lastAuthor = author;
      lastKey = AUTHOR + Hex.encode(author.raw());
    }
    return lastKey;
  }

  /**
   * A winner has come or gone.
   *
   * @param bytes negative where it has gone
   */
  void changed(PublicKey author, String space, long bytes) {
    pending.merge(key(author), bytes, Long::sum);
    pending.merge(space, bytes, Long::sum);
  }

  /** At the end of a merge. */
  void write() {
    pending.forEach(
        (key, bytes) -> {
          long now = table.getOrDefault(key, 0L) + bytes;
          if (now == 0) {
            table.remove(key);
          } else if (bytes != 0) {
            table.put(key, now);
          }
        });
    pending.clear();
  }

  /** The bytes of an author's winners. */
  public long of(PublicKey author) {
    return table.getOrDefault(AUTHOR + Hex.encode(author.raw()), 0L);
  }

  /** The bytes of the winners in a space, which a first segment names. */
  public long of(String space) {
    return table.getOrDefault(space, 0L);
  }

  /** What a change would take. */
  public static long bytes(Change change) {
    return bytes(Records.log(new CborWriter(), change, Integer.MAX_VALUE, PrunedTree.MAX_SIZE));
  }

  /**
   * What the winner takes that a change would beat by its state; 0 where there is none.
   *
   * @param author null: whoever's
   */
  public long beaten(Change change, @Nullable PublicKey author) {
    Long number = tables.index.get(Records.indexKey(change));
    byte[] record = number == null ? null : tables.log.get(number);
    if (record == null
        || Records.state(record) >= change.state()
        || author != null && !author.equals(author(Records.logged(record)))) {
      return 0;
    }
    return bytes(record);
  }

  private PublicKey author(Records.Logged logged) {
    return new Seals(tables).get(logged.seal()).author();
  }

  /** Earlier releases didn't count. */
  void begin() {
    if (table.isEmpty() && !tables.log.isEmpty()) {
      build();
    }
  }

  /** Counts anew what the log holds. */
  void build() {
    table.clear();
    count(
        (author, space, bytes) -> {
          changed(author, space, bytes);
          if (pending.size() > PENDING_MAX) {
            write();
          }
        });
    write();
  }

  /** Whether what is kept is what the log holds. */
  boolean holds() {
    count(this::changed);
    boolean same = pending.equals(new LinkedHashMap<>(table));
    pending.clear();
    return same;
  }

  private interface Counting {
    void winner(PublicKey author, String space, long bytes);
  }

  private void count(Counting counting) {
    Seals seals = new Seals(tables);
    Cursor<Long, byte[]> cursor = tables.log.cursor(null);
    while (cursor.hasNext()) {
      cursor.next();
      byte[] record = cursor.getValue();
      try {
        Records.Logged logged = Records.logged(record);
        PublicKey author = seals.get(logged.seal()).author();
        counting.winner(author, logged.soul().firstSegment(), bytes(record));
      } catch (RuntimeException e) {
        // A damaged one belongs to nobody; check names it.
      }
    }
  }
}
