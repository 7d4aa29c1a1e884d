package dev.soulgraph.browser.build.wasm;

import java.io.ByteArrayOutputStream;

/** Writes the binary format, every number in its shortest form. */
final class Output {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Output octet(int octet) {
    bytes.write(octet);
    return this;
  }

  Output number(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      bytes.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
    return this;
  }

  Output signed(int value) {
    int rest = value;
    while (rest < -0x40 || rest >= 0x40) {
      bytes.write(rest & 0x7f | 0x80);
      rest >>= 7;
    }
    bytes.write(rest & 0x7f);
    return this;
  }

  Output raw(byte[] content) {
    bytes.writeBytes(content);
    return this;
  }

  /** Preceded by its length. */
  Output part(byte[] content) {
    return number(content.length).raw(content);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
