package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers some of the frames that honest machines have sent, for those who replay them. */
final class Eavesdropper {
  private static final int KEPT = 200;
  private static final int FRAME_BYTES_MAX = 20_000;

  private final List<byte[]> frames = new ArrayList<>();
  private final Dice dice;

  Eavesdropper(long seed) {
    dice = Chance.dice(seed, "eavesdropper");
  }

  void heard(byte[] frame) {
    if (frame.length > FRAME_BYTES_MAX) {
      return;
    }
    if (frames.size() < KEPT) {
      frames.add(frame);
    } else if (dice.onceIn(4)) {
      frames.set(dice.below(KEPT), frame);
    }
  }

  byte @Nullable [] any(Dice chooser) {
    return frames.isEmpty() ? null : chooser.pick(frames);
  }
}
