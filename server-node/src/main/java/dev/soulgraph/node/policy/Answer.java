package dev.soulgraph.node.policy;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a commit.
 *
 * @param refusal why it is refused, or null
 * @param shadow whether it is acknowledged and goes no further
 */
public record Answer(@Nullable SoulgraphException refusal, boolean shadow) {
  static final Answer ACCEPT = new Answer(null, false);
  static final Answer SHADOW = new Answer(null, true);
  static final Answer UNAVAILABLE =
      new Answer(
          new SoulgraphException(
              Code.POLICY_UNAVAILABLE, "this node's policy answers; try again later", ""),
          false);

  static Answer reject(String reason) {
    return new Answer(
        new SoulgraphException(Code.POLICY_REJECTED, "this node's policy admits a commit", reason),
        false);
  }

  /** Of two changes of one commit the stricter answer counts: rejected, shadowed, accepted. */
  Answer and(Answer other) {
    return refusal != null || shadow && other.refusal == null ? this : other;
  }
}
