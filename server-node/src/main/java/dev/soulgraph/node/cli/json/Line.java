package dev.soulgraph.node.cli.json;

import org.jspecify.annotations.Nullable;

/** A small answer in JSON, built name by name. */
public final class Line {
  private final StringBuilder out = new StringBuilder("{");

  public Line with(String name, @Nullable String text) {
    name(name);
    if (text == null) {
      out.append("null");
    } else {
      JsonText.quote(text, out);
    }
    return this;
  }

  public Line with(String name, long number) {
    name(name);
    out.append(number);
    return this;
  }

  /** A value that is JSON already. */
  public Line withJson(String name, String json) {
    name(name);
    out.append(json);
    return this;
  }

  private void name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    JsonText.quote(name, out);
    out.append(':');
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
