package dev.soulgraph.node.cli.relay;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;

/** What a relay refuses by name, as an exception. */
public final class Refusal {
  private Refusal() {}

  /** A newer relay may know names that this release doesn't. */
  public static SoulgraphException of(String code, String rule, String value) {
    Code known = Code.of(code);
    return known == null
        ? new SoulgraphException(Code.UNSUPPORTED, code + ": " + rule, value)
        : new SoulgraphException(known, rule, value);
  }
}
