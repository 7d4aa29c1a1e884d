package dev.soulgraph.simulation;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what nobody should make: in others' names, in others' places, at other times. */
final class Forger {
  private static final long DEFERRED_MS = 9 * 60_000;
  private static final long ABSURD_MS = 400L * 24 * 3_600_000;
  private static final int FLOOD = 60;

  private final Scene scene;
  private final PublicKey own;
  private final List<String> victims;
  private int made;

  Forger(Scene scene, PublicKey own, List<String> victims) {
    this.scene = scene;
    this.own = own;
    this.victims = victims;
  }

  /** Some part, hardly ever lawful. */
  Part part(Dice dice) {
    PublicKey victim = scene.notary.key("author " + dice.pick(victims));
    return switch (dice.below(7)) {
      case 0, 1 -> unsigned(victim, dice);
      case 2 -> sealed(property("~" + victim.text() + "/notes", "key0", 0));
      case 3 -> sealed(property("a/1", "~" + victim.text(), 0));
      case 4 ->
          sealed(
              new Change(
                  Change.KIND_ERASE, own, state(0), Soul.of("a"), "", Value.TRUE, Extensions.NONE));
      case 5 -> sealed(property("a/1", "key1", ABSURD_MS));
      default -> early(dice, FLOOD);
    };
  }

  /** Truly signed, and refused for good by everybody: much in a victim's space. */
  Part trespass(Dice dice) {
    String victim = scene.notary.key("author " + dice.pick(victims)).text();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < FLOOD; i++) {
      changes.add(property("~" + victim + "/notes", "key" + i, 0));
    }
    Commit commit = new Commit(own, changes);
    return commit.sealed(scene.notary.sign(own, commit.message(Scene.NETWORK_NAME)));
  }

  /** Lawful, but to be kept until its time comes, and up to so much of it. */
  Part early(Dice dice, int most) {
    List<Change> changes = new ArrayList<>();
    for (int i = 1 + dice.below(most); i > 0; i--) {
      changes.add(property("a/" + dice.below(3), "early" + dice.below(20), DEFERRED_MS));
    }
    return new Commit(own, changes)
        .sealed(scene.notary.sign(own, new Commit(own, changes).message(Scene.NETWORK_NAME)));
  }

  private Change property(String soul, String key, long aheadMs) {
    Value value = new Value.Text("forged " + ++made);
    return new Change(own, state(aheadMs), Soul.of(soul), key, value, Extensions.NONE);
  }

  private long state(long aheadMs) {
    return (scene.timeline.nowMs() + aheadMs << Tolerance.COUNTER_BITS) + made;
  }

  private Part sealed(Change change) {
    Commit commit = new Commit(own, List.of(change));
    return commit.sealed(scene.notary.sign(own, commit.message(Scene.NETWORK_NAME)));
  }

  /** In a victim's name, under a signature that is well-formed and nobody's. */
  private Part unsigned(PublicKey victim, Dice dice) {
    Value value = new Value.Text("forged " + ++made);
    String soul = dice.onceIn(2) ? "~" + victim.text() + "/notes" : "b/1";
    Change change = new Change(victim, state(0), Soul.of(soul), "key2", value, Extensions.NONE);
    byte[] signature = dice.bytes(Seal.SIGNATURE_BYTES);
    signature[31] &= 0x3f;
    signature[63] &= 0x0f;
    return new Commit(victim, List.of(change)).sealed(signature);
  }

  /** The parts of a frame that somebody has sent. */
  List<Part> replayed(Dice dice) {
    byte[] heard = scene.eavesdropper.any(dice);
    if (heard != null) {
      Frame frame = new FrameCodec().decode(heard);
      if (frame instanceof Frame.Commit commit) {
        return List.of(commit.part());
      } else if (frame instanceof Frame.Changes changes) {
        return changes.parts();
      } else if (frame instanceof Frame.Found found) {
        return found.parts();
      }
    }
    return List.of();
  }

  byte @Nullable [] heard(Dice dice) {
    return scene.eavesdropper.any(dice);
  }
}
