package dev.soulgraph.sync;

/** The port to randomness: unpredictable bytes, or a seed's under the simulator. */
@FunctionalInterface
public interface Entropy {
  byte[] bytes(int count);
}
