package dev.soulgraph.sync;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;

/** A pipe that drains at once, and notes how deep the stack is when it is sent something. */
final class Depth implements Connection {
  private final int[] deepest;

  Depth(int[] deepest) {
    this.deepest = deepest;
  }

  @Override
  public void send(byte[] frame) {
    StackWalker.getInstance()
        .walk(
            frames -> deepest[0] = Math.max(deepest[0], (int) frames.filter(Depth::ours).count()));
  }

  private static boolean ours(StackWalker.StackFrame frame) {
    return frame.getClassName().startsWith("dev.soulgraph.");
  }

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public void close(SoulgraphException reason, boolean retry) {
    throw new AssertionError(reason);
  }
}
