package dev.soulgraph.conformance;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import java.util.ArrayList;
import java.util.List;

/** Lawful things made by chance. Signatures are random too: who needs real ones makes them. */
public final class Samples {
  /** A state of the year 2026, above 2^32: its changes share a whole block. */
  public static final long EPOCH = 1_780_000_000_000L << Tolerance.COUNTER_BITS;

  /** Canonical items to which this release gives no meaning. */
  public static final List<String> OPAQUE =
      List.of(
          "00",
          "17",
          "1818",
          "20",
          "3903e7",
          "1bffffffffffffffff",
          "80",
          "8101",
          "820102",
          "8180",
          "a0",
          "a1616101",
          "a2616101616202",
          "a2016161206162",
          "f7",
          "f0",
          "f820",
          "f8ff",
          "c11a514b67b0",
          "d827612f",
          "d82743010203",
          "d8276121",
          "d9d9f7f6",
          "82f93c00f5");

  private static final List<String> LETTERS =
      List.of("a", "b", "z", "0", "9", "-", "_", " ", ".", "ä", "€", "😀", "~", "!", "#", "\u00a0");

  private Samples() {}

  /** 32 bytes that all are this number; an author who can't sign. */
  public static PublicKey author(int number) {
    byte[] raw = new byte[PublicKey.RAW_BYTES];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) number;
    }
    return PublicKey.ofRaw(raw);
  }

  static String name(Dice dice, int maxLetters) {
    StringBuilder name = new StringBuilder("n");
    for (int i = dice.below(maxLetters + 1); i > 0; i--) {
      name.append(dice.pick(LETTERS));
    }
    return name.toString();
  }

  public static Soul soul(Dice dice) {
    StringBuilder text = new StringBuilder(name(dice, 3));
    for (int i = dice.below(4); i > 0; i--) {
      text.append('/').append(name(dice, 6));
    }
    return Soul.of(text.toString());
  }

  public static String key(Dice dice, PublicKey author) {
    return switch (dice.below(8)) {
      case 0 -> "~" + author.text();
      case 1 -> "~" + author.text() + "/" + name(dice, 3);
      case 2 -> name(dice, 3) + "//" + name(dice, 3) + "/";
      default -> name(dice, 4);
    };
  }

  public static Value value(Dice dice) {
    return switch (dice.below(9)) {
      case 0 -> Value.NULL;
      case 1 -> Value.of(dice.onceIn(2));
      case 2 -> new Value.Num(dice.below(2000) - 1000);
      case 3 -> new Value.Num((dice.below(2000) - 1000) / 8.0 + dice.below(4) * 0.1);
      case 4 -> new Value.Bytes(dice.bytes(dice.below(40)));
      case 5 -> new Value.Link(soul(dice));
      case 6 -> new Value.Opaque(Hex.decode(dice.pick(OPAQUE)));
      default -> new Value.Text(dice.onceIn(20) ? name(dice, 4000) : name(dice, 20));
    };
  }

  /** None mostly, else one that is odd, thus lawful and unread. */
  public static Extensions extensions(Dice dice) {
    return dice.onceIn(6) ? new Extensions(Hex.decode("a101456f64642121")) : Extensions.NONE;
  }

  public static Change change(Dice dice, PublicKey author, long state) {
    Soul soul = soul(dice);
    return new Change(author, state, soul, key(dice, author), value(dice), extensions(dice));
  }

  /** A commit whose changes share souls, keys and states now and then. */
  public static Part commit(Dice dice, PublicKey author, int size) {
    List<Change> changes = new ArrayList<>();
    Soul soul = soul(dice);
    String key = key(dice, author);
    long state = EPOCH + dice.below(1 << 20);
    while (changes.size() < size) {
      soul = dice.onceIn(3) ? soul(dice) : soul;
      key = dice.onceIn(4) ? key : key(dice, author);
      state = dice.onceIn(10) ? EPOCH + dice.below(1 << 20) : state;
      changes.add(new Change(author, state, soul, key, value(dice), extensions(dice)));
    }
    return sealed(dice, author, changes);
  }

  static Part sealed(Dice dice, PublicKey author, List<Change> changes) {
    return new Commit(author, changes).sealed(dice.bytes(Seal.SIGNATURE_BYTES));
  }

  /** The part cut into random pieces, some leaves in several: together they hold all of it. */
  public static List<Part> pieces(Dice dice, Part part) {
    int leaves = part.leaves().length;
    int count = 1 + dice.below(Math.min(leaves, 5));
    boolean[][] keep = new boolean[count][leaves];
    for (int leaf = 0; leaf < leaves; leaf++) {
      keep[dice.below(count)][leaf] = true;
      if (dice.onceIn(3)) {
        keep[dice.below(count)][leaf] = true;
      }
    }
    List<Part> pieces = new ArrayList<>();
    for (boolean[] each : keep) {
      Part piece = part.only(each);
      if (piece != null) {
        pieces.add(piece);
      }
    }
    return pieces;
  }
}
