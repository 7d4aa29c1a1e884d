package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** What is written: few souls and keys, so that writers meet, and each text but once. */
final class Workload {
  private static final int LARGE_WRITES = 19;
  private static final int LARGE_CHARS = 60_000;

  private final long beginMs;

  Workload(long beginMs) {
    this.beginMs = beginMs;
  }

  private static String plainSoul(Dice dice) {
    return (dice.onceIn(2) ? "a/" : "b/") + dice.below(3) + (dice.onceIn(4) ? "/deep" : "");
  }

  private static String ownSoul(Dice dice, String author) {
    return "~" + author + "/notes" + (dice.onceIn(3) ? "" : "/" + dice.below(2));
  }

  List<Write> some(Dice dice, String author, String text) {
    List<Write> writes = new ArrayList<>();
    for (int i = dice.onceIn(4) ? 5 : 1; i > 0; i--) {
      boolean own = dice.onceIn(3);
      Soul soul = Soul.of(own ? ownSoul(dice, author) : plainSoul(dice));
      if (dice.onceIn(6)) {
        // An element of a set of links.
        Soul element = Soul.of("a/" + dice.below(3));
        Value value = dice.onceIn(3) ? Value.NULL : new Value.Link(element);
        writes.add(new Write(soul, "@" + element.text(), value));
      } else {
        String key = dice.onceIn(5) ? "~" + author : "key" + dice.below(3);
        writes.add(new Write(soul, key, value(dice, text + "." + i)));
      }
    }
    return writes;
  }

  private static Value value(Dice dice, String text) {
    return switch (dice.below(12)) {
      case 0 -> Value.NULL;
      case 1 -> Value.of(dice.onceIn(2));
      case 2 -> new Value.Num(Math.abs(text.hashCode() / 8.0));
      case 3 -> new Value.Text(text + "-".repeat(3000));
      default -> new Value.Text(text);
    };
  }

  /** The same place for all who write at the same moment. */
  List<Write> tie(int detail, String text) {
    Dice dice = Chance.dice(detail, "tie");
    return List.of(new Write(Soul.of(plainSoul(dice)), "key0", new Value.Text(text)));
  }

  /** An erase, and now and then something new in its place. */
  List<Write> erase(Dice dice, String author, String text) {
    List<Write> writes = new ArrayList<>();
    Soul soul = Soul.of(dice.onceIn(8) ? "~" + author : ownSoul(dice, author));
    writes.add(Write.erase(soul, dice.below(3) > 0));
    if (dice.onceIn(3)) {
      writes.add(new Write(soul, "key0", new Value.Text(text)));
    }
    return writes;
  }

  List<Write> expiring(Dice dice, long elapsedMs, String text) {
    // Few such times, so that several writers meet there.
    long expiresMs = beginMs + (elapsedMs / 20_000 + 1 + dice.below(2)) * 20_000;
    Soul soul = Soul.of("a/!" + expiresMs + "/" + dice.below(2));
    return List.of(new Write(soul, "key" + dice.below(2), new Value.Text(text)));
  }

  /** More than one frame holds. */
  List<Write> large(Dice dice, String text) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < LARGE_WRITES; i++) {
      Soul soul = Soul.of("large/" + dice.below(4));
      String value = text + "." + i + " " + "x".repeat(LARGE_CHARS);
      writes.add(new Write(soul, "key" + i, new Value.Text(value)));
    }
    return writes;
  }

  Scope scope(Dice dice, List<String> authors) {
    return switch (dice.below(8)) {
      case 0, 1 -> Scope.ALL;
      case 2 -> Scope.soul(Soul.of("~" + dice.pick(authors) + "/notes/" + dice.below(2)));
      case 3 -> Scope.prefix("a");
      case 4 -> new Scope(Scope.Kind.SPACE, "b");
      case 5 -> Scope.soul(Soul.of("a/1"));
      case 6 -> Scope.prefix("~" + dice.pick(authors) + "/notes");
      default -> Scope.soul(Soul.of(ownSoul(dice, dice.pick(authors))));
    };
  }
}
