package dev.soulgraph.simulation;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.sync.Entropy;

/**
 * A seed's chance, a stream of its own for everything that takes chances: so a history with a step
 * left out goes on much as it did before.
 */
final class Chance {
  private Chance() {}

  static Dice dice(long seed, String name) {
    long mixed = seed * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
    for (int i = 0; i < name.length(); i++) {
      mixed = (mixed ^ name.charAt(i)) * 0x100000001b3L;
      mixed ^= mixed >>> 29;
    }
    return new Dice((int) (mixed ^ mixed >>> 32));
  }

  static Entropy entropy(long seed, String name) {
    return dice(seed, name)::bytes;
  }
}
