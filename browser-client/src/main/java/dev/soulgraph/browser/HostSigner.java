package dev.soulgraph.browser;

import dev.soulgraph.auth.Signer;
import dev.soulgraph.graph.PublicKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The author's key, which WebCrypto doesn't let out. */
final class HostSigner implements Signer {
  private final Host host;
  private final PublicKey author;
  private final Answers<byte @Nullable []> signed;

  HostSigner(Host host, PublicKey author, Answers<byte @Nullable []> signed) {
    this.host = host;
    this.author = author;
    this.signed = signed;
  }

  @Override
  public PublicKey author() {
    return author;
  }

  @Override
  public void sign(byte[] message, Consumer<byte @Nullable []> answer) {
    host.sign(signed.expect(answer), Bytes.toJs(message));
  }

  @Override
  public boolean later(Runnable slice) {
    host.later(signed.expect(nothing -> slice.run()));
    return true;
  }
}
