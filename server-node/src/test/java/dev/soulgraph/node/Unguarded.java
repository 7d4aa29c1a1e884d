package dev.soulgraph.node;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.gossip.Guard;
import dev.soulgraph.node.gossip.Guest;
import dev.soulgraph.wire.Frame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** No rules but the protocol's. */
public final class Unguarded implements Guard {
  private static final int MINUTE_MS = 60_000;

  @Override
  public int connectionsMax() {
    return Integer.MAX_VALUE;
  }

  @Override
  public long helloMs() {
    return MINUTE_MS;
  }

  @Override
  public long messageMs() {
    return MINUTE_MS;
  }

  @Override
  public long silenceMs() {
    return MINUTE_MS;
  }

  @Override
  public void tick() {}

  @Override
  public boolean decides(Guest guest) {
    return false;
  }

  @Override
  public void decide(Guest guest, Frame.Commit commit, Consumer<Decision> then) {
    then.accept(Decision.ACCEPT);
  }

  @Override
  public @Nullable SoulgraphException refusal(Frame.Commit commit) {
    return null;
  }
}
