package dev.soulgraph.node.cli.relay;

import dev.soulgraph.auth.Signer;
import dev.soulgraph.graph.PublicKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who writes: the key, and what must be remembered of its clock.
 *
 * @param states kept durably; null for who only reads
 */
public record Author(Signer signer, @Nullable StateFile states) {
  /** Who only reads needs no key, and none is made. */
  public static final Author NOBODY =
      new Author(
          new Signer() {
            @Override
            public PublicKey author() {
              return PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);
            }

            @Override
            public void sign(byte[] message, Consumer<byte @Nullable []> answer) {
              answer.accept(null);
            }
          },
          null);

  public PublicKey key() {
    return signer.author();
  }

  public StateFile.States lastStates() {
    return states == null ? StateFile.States.NONE : states.states();
  }

  /** Returns once these would survive a power cut. */
  public void keep(StateFile.States last) {
    if (states != null) {
      states.write(last);
    }
  }
}
