package dev.soulgraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be refused or go wrong, by name. The names are the same on the wire, on the
 * command line and in JavaScript; docs/PROTOCOL.md lists them with their meaning.
 */
public enum Code {
  // A frame or a change that is not what the format says.
  FRAME_MALFORMED("frame-malformed"),
  FRAME_TOO_LARGE("frame-too-large"),
  NOT_CANONICAL("not-canonical"),
  UNSUPPORTED("unsupported"),
  CHANGE_TOO_LARGE("change-too-large"),
  SOUL_INVALID("soul-invalid"),
  KEY_INVALID("key-invalid"),
  VALUE_INVALID("value-invalid"),
  VALUE_TOO_LARGE("value-too-large"),
  VALUE_UNSUPPORTED("value-unsupported"),
  EXTENSIONS_INVALID("extensions-invalid"),
  STATE_INVALID("state-invalid"),
  COMMIT_INVALID("commit-invalid"),
  // Signatures.
  AUTHOR_INVALID("author-invalid"),
  SIGNATURE_INVALID("signature-invalid"),
  PROOF_INVALID("proof-invalid"),
  // Who may write where, and when.
  SPACE_RESERVED("space-reserved"),
  NOT_OWNER("not-owner"),
  KEY_NOT_OWN("key-not-own"),
  EXPIRED("expired"),
  FUTURE("future", true),
  DEFERRED_FULL("deferred-full", true),
  // Sessions.
  NETWORK_MISMATCH("network-mismatch"),
  NETWORK_INVALID("network-invalid"),
  HELLO_EXPECTED("hello-expected"),
  SCOPE_INVALID("scope-invalid"),
  SCOPE_LIMIT("scope-limit", true),
  RECONCILE_INVALID("reconcile-invalid"),
  RECONCILE_LIMIT("reconcile-limit"),
  IDENTITY_INVALID("identity-invalid"),
  // This machine.
  STORAGE_FAILED("storage-failed", true),
  STORAGE_UNAVAILABLE("storage-unavailable"),
  RELAY_UNREACHABLE("relay-unreachable", true),
  RELAY_INVALID("relay-invalid"),
  RELAY_CLOSED("relay-closed", true),
  PORT_IN_USE("port-in-use"),
  DATA_IN_USE("data-in-use"),
  DATA_UNREADABLE("data-unreadable"),
  DATA_TOO_NEW("data-too-new"),
  INPUT_INVALID("input-invalid"),
  TIMEOUT("timeout", true),
  CLOSED("closed"),
  // A page.
  STORAGE_FULL("storage-full"),
  STORAGE_EVICTED("storage-evicted"),
  ENGINE_UNAVAILABLE("engine-unavailable", true),
  LINK_ABSENT("link-absent"),
  ABORTED("aborted"),
  INTERNAL("internal");

  private final String text;
  private final boolean retryable;

  Code(String text) {
    this(text, false);
  }

  Code(String text, boolean retryable) {
    this.text = text;
    this.retryable = retryable;
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
