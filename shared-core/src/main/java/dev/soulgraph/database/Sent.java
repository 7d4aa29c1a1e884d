package dev.soulgraph.database;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.seal.Part;
import dev.soulgraph.sync.Relay;
import dev.soulgraph.wire.Frame;
import java.util.List;

/** A commit on its way to one relay, under the signature that it had then. */
final class Sent implements Relay.Outgoing {
  private final Outbox outbox;
  private final Pending made;
  private final Part part;
  private final int attempt;

  Sent(Outbox outbox, Pending made, Part part) {
    this.outbox = outbox;
    this.made = made;
    this.part = part;
    this.attempt = made.attempt;
  }

  @Override
  public Part part() {
    return part;
  }

  @Override
  public void acknowledged(PublicKey node, List<Frame.Verdicts> verdicts) {
    outbox.acknowledged(made, part, made.attempt == attempt ? node : null, verdicts);
  }

  @Override
  public void refused(String code, String rule, String value) {
    if (made.attempt == attempt && !made.settled) {
      outbox.answered(made, code, rule, value);
    }
  }
}
