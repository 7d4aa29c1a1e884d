package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.storage.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/** Reads one piece of a scope: everything in order of arrival, other scopes in order of souls. */
final class PieceReader {
  /** A writer waits for a reader no longer than it takes to pass so many entries of the index. */
  static final int SCAN_MAX = 10_000;

  private final Tables tables;
  private final Seals seals;
  private final long after;
  private final long upTo;
  private final int maxBytes;
  private final long nowMs;
  private final Map<Long, TreeMap<Integer, Records.Logged>> bySeal = new LinkedHashMap<>();
  private int bytes;
  private int scanned;

  PieceReader(Tables tables, Seals seals, long after, long upTo, int maxBytes, long nowMs) {
    this.tables = tables;
    this.seals = seals;
    this.after = after;
    this.upTo = upTo;
    this.maxBytes = maxBytes;
    this.nowMs = nowMs;
  }

  Store.Piece read(Scope scope, @Nullable String place) {
    if (scope.kind() == Scope.Kind.ALL) {
      return readAll(place);
    }
    String next = readRange(scope.name() + '\0', scope.name() + '\1', place);
    if (next == null && scope.kind() != Scope.Kind.SOUL) {
      // Whole segments only: what follows the prefix is a slash, and '0' is the next character.
      next = readRange(scope.name() + '/', scope.name() + '0', place);
    }
    return new Store.Piece(parts(), next == null ? upTo : after, next);
  }

  private Store.Piece readAll(@Nullable String place) {
    long last = place == null ? after : Math.max(after, Long.parseLong(place));
    Cursor<Long, byte[]> cursor = tables.log.cursor(last + 1);
    while (cursor.hasNext()) {
      long number = cursor.next();
      if (number > upTo) {
        break;
      }
      last = number;
      take(Records.logged(cursor.getValue()), cursor.getValue().length);
      if (isFull()) {
        return new Store.Piece(parts(), last, Long.toString(last));
      }
    }
    return new Store.Piece(parts(), upTo, null);
  }

  /** Returns where to go on, or null when the range has been read. */
  private @Nullable String readRange(String from, String to, @Nullable String place) {
    if (place != null && place.compareTo(to) >= 0) {
      return null;
    }
    boolean begun = place != null && place.compareTo(from) >= 0;
    Cursor<String, Long> cursor = tables.index.cursor(begun ? place : from);
    while (cursor.hasNext()) {
      String key = cursor.next();
      if (key.compareTo(to) >= 0) {
        return null;
      }
      if (begun && key.equals(place)) {
        continue;
      }
      long number = cursor.getValue();
      if (number > after && number <= upTo) {
        byte[] record = tables.record(number);
        take(Records.logged(record), record.length);
      }
      if (isFull()) {
        return key;
      }
    }
    return null;
  }

  private boolean isFull() {
    return bytes >= maxBytes || ++scanned >= SCAN_MAX;
  }

  private void take(Records.Logged logged, int weight) {
    if (!logged.soul().expiredAt(nowMs)) {
      bySeal.computeIfAbsent(logged.seal(), seal -> new TreeMap<>()).put(logged.position(), logged);
      bytes += weight;
    }
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    ChangeCodec codec = new ChangeCodec();
    bySeal.forEach((number, winners) -> parts.add(part(number, winners, codec)));
    return parts;
  }

  private Part part(long number, SortedMap<Integer, Records.Logged> winners, ChangeCodec codec) {
    Seal seal = seals.get(number);
    SealFacts facts = seals.facts(number, seal, codec);
    int[] positions = new int[winners.size()];
    Part.Leaf[] leaves = new Part.Leaf[winners.size()];
    int next = 0;
    for (Map.Entry<Integer, Records.Logged> winner : winners.entrySet()) {
      Change change = winner.getValue().change(seal.author());
      positions[next] = winner.getKey();
      leaves[next++] = Part.Leaf.of(change, codec.id(change));
    }
    return new Part(seal, positions, leaves, new PrunedTree(seal.size(), facts).cover(positions));
  }
}
