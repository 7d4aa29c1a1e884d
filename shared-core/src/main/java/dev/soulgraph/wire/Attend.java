package dev.soulgraph.wire;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Soul;
import org.jspecify.annotations.Nullable;

/**
 * Asks to be told who is where in the scopes that are open, from now on, and who is at a soul now.
 *
 * @param soul null: at all souls
 */
public record Attend(@Nullable Soul soul) implements Frame {
  @Override
  public void write(CborWriter out) {
    out.array(2).uint(FrameCodec.ATTEND);
    if (soul == null) {
      out.nil();
    } else {
      out.text(soul.text());
    }
  }
}
