package dev.soulgraph.browser;

import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.Uint8Array;

/** Arrays across the line. What is handed out is a copy that nobody else holds. */
final class Bytes {
  private Bytes() {}

  static Uint8Array toJs(byte[] bytes) {
    return new Uint8Array(Int8Array.copyFromJavaArray(bytes).getBuffer());
  }
}
