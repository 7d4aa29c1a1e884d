package dev.soulgraph.auth;

import dev.soulgraph.graph.PublicKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port to the author's key, which may never leave where it is. */
public interface Signer {
  PublicKey author();

  /**
   * @param answer called once, at once or later, with 64 bytes, or null when the key is gone
   */
  void sign(byte[] message, Consumer<byte @Nullable []> answer);

  /**
   * Does something after what else waits for this thread, where something may: long work is done in
   * slices.
   *
   * @return false where nothing else does, and the caller had better go on
   */
  default boolean later(Runnable slice) {
    return false;
  }
}
