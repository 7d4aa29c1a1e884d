package dev.soulgraph.vectors;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.reconcile.Dialogue;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.SortedItems;
import java.util.ArrayList;
import java.util.List;

/**
 * Reconciliations. Sets are given by a rule, since ids are long: item n of {@code count} has the
 * state {@code first} + n / {@code each} and the id SHA-256 of n in decimal digits, and both sides
 * have it unless n is listed as one side's alone.
 */
final class Reconciliations {
  private static final long LAST_STATE = Long.MAX_VALUE;
  private static final long A_STATE = 1_780_000_000_000L << 16;

  private Reconciliations() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(made(sets("two empty sets", 0, 0, 1, List.of(), List.of())));
    cases.add(made(sets("few items", 10, 0, 3, List.of(0, 9), List.of(4))));
    cases.add(made(sets("an empty initiator", 3, A_STATE, 1, List.of(), List.of(0, 1, 2))));
    cases.add(made(sets("one state", 100, A_STATE, 100, List.of(50), List.of(3, 71))));
    cases.add(
        made(sets("the last states", 600, LAST_STATE - 199, 3, List.of(599), List.of(300, 598))));
    cases.add(made(sets("equal sets", 500, A_STATE, 2, List.of(), List.of())));
    String random = "00000000c0000000ffffffff";
    cases.add(made(sets("a check of equal sets", 500, A_STATE, 2, List.of(), List.of()), random));
    cases.add(made(sets("a check of two items", 2, A_STATE, 1, List.of(), List.of()), random));
    cases.add(made(sets("a check that fails", 1000, A_STATE, 2, List.of(7), List.of(990)), random));
    cases.add(made(sets("full frames", 170, A_STATE, 1, List.of(), upTo(150)).with("limit", 4096)));
    return cases;
  }

  private static List<Integer> upTo(int end) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      all.add(i);
    }
    return all;
  }

  private static Case sets(
      String name,
      int count,
      long first,
      int each,
      List<Integer> onlyInitiator,
      List<Integer> onlyResponder) {
    return Case.named(name)
        .with("count", count)
        .with("first", Long.toString(first))
        .with("each", each)
        .with("initiator", longs(onlyInitiator))
        .with("responder", longs(onlyResponder));
  }

  private static List<Long> longs(List<Integer> numbers) {
    List<Long> longs = new ArrayList<>();
    numbers.forEach(number -> longs.add((long) number));
    return longs;
  }

  private static Case made(Case sets, String random) {
    return made(sets.with("check", random));
  }

  private static Case made(Case sets) {
    Dialogue dialogue = dialogue(sets);
    return sets.with("messages", messages(dialogue));
  }

  private static List<String> messages(Dialogue dialogue) {
    List<String> messages = new ArrayList<>();
    dialogue.messages().forEach(message -> messages.add(Hex.encode(message)));
    return messages;
  }

  /** Holds the code to a case. */
  static void run(Case listed, Findings found) {
    Dialogue dialogue = dialogue(listed);
    found.same(listed.list("messages"), messages(dialogue), listed);
    List<Hash> have = new ArrayList<>();
    dialogue.have().forEach(item -> have.add(item.id()));
    found.same(ids(listed.list("initiator")), sorted(have), listed);
    found.same(ids(listed.list("responder")), sorted(dialogue.need()), listed);
  }

  private static Dialogue dialogue(Case sets) {
    int limit = sets.has("limit") ? sets.number("limit") : 0;
    Dialogue dialogue =
        new Dialogue(items(sets, "responder"), limit, items(sets, "initiator"), limit);
    return sets.has("check") ? dialogue.runFromCheck(sets.bytes("check")) : dialogue.run();
  }

  /** The set of the side that lacks what the other one has alone. */
  private static SortedItems items(Case sets, String othersAlone) {
    List<?> lacking = sets.list(othersAlone);
    List<Item> items = new ArrayList<>();
    for (int n = 0; n < sets.number("count"); n++) {
      if (!lacking.contains((long) n)) {
        long state = Long.parseLong(sets.text("first")) + n / sets.number("each");
        items.add(new Item(state, id(n)));
      }
    }
    return new SortedItems(items.toArray(new Item[0]));
  }

  private static Hash id(long n) {
    return Sha256.of(Utf8.encode(Long.toString(n)));
  }

  private static String ids(List<?> numbers) {
    List<Hash> ids = new ArrayList<>();
    numbers.forEach(n -> ids.add(id((Long) n)));
    return sorted(ids);
  }

  private static String sorted(List<Hash> ids) {
    List<Hash> sorted = new ArrayList<>(ids);
    sorted.sort(null);
    return sorted.toString();
  }
}
