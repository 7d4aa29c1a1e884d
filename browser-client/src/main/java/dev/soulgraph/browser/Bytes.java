package dev.soulgraph.browser;

import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.Uint8Array;

/** Arrays across the line. What is handed out is a copy that nobody else holds. */
final class Bytes {
  private Bytes() {}

  /**
   * A parameter of type {@code byte[]} gets the same, but one by one: an array of unsigned bytes
   * isn't known to be like Java's. So what may be long comes in here.
   */
  static byte[] toJava(Uint8Array bytes) {
    return new Int8Array(bytes.getBuffer(), bytes.getByteOffset(), bytes.getLength())
        .copyToJavaArray();
  }

  /** What the library calls a copy is the array itself where Java was compiled to JavaScript. */
  static Uint8Array toJs(byte[] bytes) {
    return new Uint8Array(Int8Array.copyFromJavaArray(bytes));
  }
}
