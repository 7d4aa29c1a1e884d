package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be refused or go wrong, by name. The names are the same on the wire, on the
 * command line and in JavaScript; docs/PROTOCOL.md lists them with their meaning.
 */
public enum Code {
  // A frame or a change that is not what the format says.
  FRAME_MALFORMED,
  FRAME_TOO_LARGE,
  NOT_CANONICAL,
  UNSUPPORTED,
  CHANGE_TOO_LARGE,
  SOUL_INVALID,
  KEY_INVALID,
  VALUE_INVALID,
  VALUE_TOO_LARGE,
  VALUE_UNSUPPORTED,
  EXTENSIONS_INVALID,
  STATE_INVALID,
  COMMIT_INVALID,
  // Signatures.
  AUTHOR_INVALID,
  SIGNATURE_INVALID,
  PROOF_INVALID,
  // Who may write where, and when.
  SPACE_RESERVED,
  NOT_OWNER,
  KEY_NOT_OWN,
  EXPIRED,
  FUTURE(true),
  DEFERRED_FULL(true),
  ERASE_LIMIT,
  STORAGE_QUOTA,
  WORK_REQUIRED,
  POLICY_REJECTED,
  POLICY_UNAVAILABLE(true),
  DENIED,
  // Sessions.
  NETWORK_MISMATCH,
  NETWORK_INVALID,
  HELLO_EXPECTED,
  SCOPE_INVALID,
  SCOPE_LIMIT(true),
  RATE_LIMIT(true),
  RECONCILE_INVALID,
  RECONCILE_LIMIT,
  DIVERGED(true),
  IDENTITY_INVALID,
  // This machine.
  STORAGE_FAILED(true),
  STORAGE_UNAVAILABLE,
  RELAY_UNREACHABLE(true),
  RELAY_INVALID,
  RELAY_CLOSED(true),
  PORT_IN_USE,
  DATA_IN_USE,
  DATA_UNREADABLE,
  DATA_TOO_NEW,
  INPUT_INVALID,
  TIMEOUT(true),
  CLOSED,
  INTERNAL;

  /** What only the modules around the core say; apart, for a page would load these names twice. */
  public enum InPages {
    STORAGE_BLOCKED(true),
    STORAGE_FULL,
    STORAGE_EVICTED,
    ENGINE_UNAVAILABLE(true),
    LINK_ABSENT,
    MODEL_INVALID,
    ABORTED;

    private final boolean retryable;

    InPages() {
      this(false);
    }

    InPages(boolean retryable) {
      this.retryable = retryable;
    }

    /** As {@link Code#text()}. */
    public String text() {
      return Code.text(this);
    }

    /** As {@link Code#retryable()}. */
    public boolean retryable() {
      return retryable;
    }
  }

  private final String text;
  private final boolean retryable;

  Code() {
    this(false);
  }

  Code(boolean retryable) {
    this.text = text(this);
    this.retryable = retryable;
  }

  /**
   * A constant's name as it is written outside Java: SOUL_INVALID is soul-invalid. Made, because a
   * page would load both.
   */
  static String text(Enum<?> constant) {
    String name = constant.name();
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      text.append(letter == '_' ? '-' : (char) (letter + ('a' - 'A')));
    }
    return text.toString();
  }

  /** The name as it is written everywhere outside Java. */
  public String text() {
    return text;
  }

  /** Whether the same call can succeed later without being changed. */
  public boolean retryable() {
    return retryable;
  }

  /** The code of this name, or null: a newer peer may know more of them. O(number of codes). */
  public static @Nullable Code of(String text) {
    for (Code code : values()) {
      if (code.text.equals(text)) {
        return code;
      }
    }
    return null;
  }
}
