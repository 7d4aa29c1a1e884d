package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * A broken rule: its code, the rule in words, and the value that broke it (shortened). An answer
 * rather than a fault, so without a stack trace: one hostile frame can earn 65,536 of them.
 */
public final class SoulgraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int VALUE_MAX_CHARS = 80;

  private final Code code;
  private final String rule;
  private final String value;

  public SoulgraphException(Code code, String rule, String value) {
    this(code, rule, value, null);
  }

  public SoulgraphException(Code code, String rule, String value, @Nullable Throwable cause) {
    super(code.text() + ": " + rule + (value.isEmpty() ? "" : " (" + shorten(value) + ")"), cause);
    this.code = code;
    this.rule = rule;
    this.value = shorten(value);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  public Code code() {
    return code;
  }

  public String rule() {
    return rule;
  }

  public String value() {
    return value;
  }

  /** Cut without splitting a surrogate pair, so that the text stays encodable. */
  private static String shorten(String value) {
    if (value.length() <= VALUE_MAX_CHARS) {
      return value;
    }
    int end = VALUE_MAX_CHARS - 1;
    if (Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(0, end) + "…";
  }
}
