package dev.soulgraph.conformance;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.reconcile.Dialogue;
import dev.soulgraph.reconcile.Findings;
import dev.soulgraph.reconcile.Initiator;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Pair;
import dev.soulgraph.reconcile.Responder;
import java.util.List;

/** Two sides that reconcile, and messages that nobody honest sends. */
final class ReconcileCases {
  private static final int FRAME_MAX_BYTES = 4096;

  private ReconcileCases() {}

  static String dialogues() {
    Transcript out = new Transcript();
    for (int round = 0; round < 12; round++) {
      Dice dice = new Dice(70 + round);
      Pair pair = pair(dice, dice.onceIn(2) ? 60 : 900);
      int limit = round % 3 == 0 ? FRAME_MAX_BYTES : 0;
      Dialogue dialogue =
          new Dialogue(
              pair.oursSorted(), limit, pair.theirsSorted().below(last(dice)), FRAME_MAX_BYTES);
      if (round % 2 == 0) {
        dialogue.run();
      } else {
        dialogue.runFromCheck(dice.bytes(Initiator.CHECK_RANDOM_BYTES));
      }
      out.fold(dialogue.transcript());
      dialogue.have().forEach(item -> out.fold(item.state() + " " + item.id()));
      dialogue.need().forEach(id -> out.fold(id.toString()));
      out.folded(dialogue.rounds() + " rounds, " + dialogue.bytes() + " bytes");
    }
    return out.toString();
  }

  /** A third of the sets end below a bound. */
  private static Item last(Dice dice) {
    return dice.onceIn(3) ? Item.startOf(Long.MAX_VALUE / 2) : Item.END;
  }

  private static Pair pair(Dice dice, int size) {
    boolean wide = dice.onceIn(2);
    long states = wide ? Long.MAX_VALUE : 1 + dice.below(9);
    return new Pair(dice, size, states, 0, dice.below(200), dice.below(200));
  }

  static String damagedMessages() {
    Transcript out = new Transcript();
    Dice dice = new Dice(90);
    Pair pair = pair(dice, 700);
    List<byte[]> messages =
        new Dialogue(pair.oursSorted(), 0, pair.theirsSorted(), 0).run().messages();
    for (int i = 0; i < 600; i++) {
      byte[] damaged = dice.pick(messages).clone();
      for (int times = 1 + dice.below(3); times > 0; times--) {
        damaged[dice.below(Math.min(damaged.length, 1 + dice.below(400)))] ^=
            (byte) (1 << dice.below(8));
      }
      out.fold(Transcript.verdict(() -> answer(pair, damaged)));
      out.fold(Transcript.verdict(() -> next(pair, damaged)));
    }
    return out.folded("verdicts").toString();
  }

  private static String answer(Pair pair, byte[] message) {
    return Hex.encode(Responder.respond(pair.theirsSorted(), FRAME_MAX_BYTES, message));
  }

  private static String next(Pair pair, byte[] message) {
    StringBuilder found = new StringBuilder();
    Findings findings =
        new Findings() {
          @Override
          public void have(Item item) {
            found.append(item.id());
          }

          @Override
          public void need(Item from, Item to, List<Hash> ids) {
            found.append(from.id()).append(to.id()).append(ids.size());
          }
        };
    byte[] next = new Initiator(FRAME_MAX_BYTES, findings).reconcile(pair.oursSorted(), message);
    return found + (next == null ? "done" : Hex.encode(next));
  }
}
