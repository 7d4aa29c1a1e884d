package dev.soulgraph.database;

import dev.soulgraph.auth.Space;
import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.merge.Erasure;
import dev.soulgraph.seal.PrunedTree;
import dev.soulgraph.sync.Entropy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks a writer's commit by the rules that every replica will judge it by. */
final class Writes {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
  private static final int TIME_DIGITS = 13;
  private static final int RANDOM_DIGITS = 5;

  private Writes() {}

  /**
   * The commit in its order by souls, one write for each (soul, key), the last winning.
   *
   * @throws SoulgraphException naming the first rule broken
   */
  static List<Write> check(List<Write> writes, PublicKey author, long nowMs) {
    Map<String, Map<String, Write>> bySoul = new LinkedHashMap<>();
    for (Write write : writes) {
      check(write, author, nowMs);
      if (write.kind() == Change.KIND_ERASE) {
        erase(bySoul, probe(write, author));
      }
      bySoul
          .computeIfAbsent(write.soul().text(), soul -> new LinkedHashMap<>())
          .put(probe(write, author).slot(), write);
    }
    int count = 0;
    for (Map<String, Write> slots : bySoul.values()) {
      count += slots.size();
    }
    if (count == 0 || count > PrunedTree.MAX_SIZE) {
      throw new SoulgraphException(
          Code.COMMIT_INVALID,
          "a commit has 1 to " + PrunedTree.MAX_SIZE + " changes",
          Integer.toString(count));
    }
    List<Write> checked = new ArrayList<>(count);
    bySoul.values().forEach(slots -> checked.addAll(slots.values()));
    return checked;
  }

  private static void check(Write write, PublicKey author, long nowMs) {
    Space.check(write.kind(), write.soul(), author);
    if (write.soul().expiredAt(nowMs)) {
      throw new SoulgraphException(
          Code.EXPIRED, "a soul is written before it expires", write.soul().text());
    }
    Keys.check(write.kind(), write.key());
    Keys.checkOwner(write.key(), author);
    ValueCodec.read(new CborReader(ValueCodec.encode(write.value())));
  }

  /** What the same commit wrote before the erase goes with the rest. */
  private static void erase(Map<String, Map<String, Write>> bySoul, Change erase) {
    String from = erase.soul().text();
    if (erase.slot().equals(Change.SOUL_ERASE)) {
      erase(erase, from, bySoul.getOrDefault(from, Map.of()));
    } else {
      bySoul.forEach((soul, slots) -> erase(erase, soul, slots));
    }
  }

  private static void erase(Change erase, String soul, Map<String, Write> slots) {
    slots.keySet().removeIf(slot -> Erasure.reaches(erase, soul, slot));
  }

  /** The change without its state. */
  static Change probe(Write write, PublicKey author) {
    return change(write, author, 0);
  }

  private static Change change(Write write, PublicKey author, long state) {
    return new Change(
        write.kind(), author, state, write.soul(), write.key(), write.value(), Extensions.NONE);
  }

  static List<Change> changes(List<Write> writes, PublicKey author, long state) {
    List<Change> changes = new ArrayList<>(writes.size());
    for (Write write : writes) {
      changes.add(change(write, author, stateOf(write.kind(), state)));
    }
    return changes;
  }

  /** An erase lies one below its commit's state: what the commit sets outlives it. */
  static long stateOf(int kind, long state) {
    return kind == Change.KIND_ERASE ? state - 1 : state;
  }

  /** The state in 13 base32hex digits, which sort as it does, and 25 random bits. */
  static String newName(long state, Entropy entropy) {
    StringBuilder name = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
    for (int i = TIME_DIGITS - 1; i >= 0; i--) {
      name.append(ALPHABET.charAt((int) (state >>> (5 * i)) & 31));
    }
    byte[] random = entropy.bytes(RANDOM_DIGITS);
    for (byte each : random) {
      name.append(ALPHABET.charAt(each & 31));
    }
    return name.toString();
  }
}
