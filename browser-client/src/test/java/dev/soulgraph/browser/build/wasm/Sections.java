package dev.soulgraph.browser.build.wasm;

import java.util.HexFormat;

/** Parts of a module, in the binary format, in hexadecimal. */
final class Sections {
  static final String HEADER = "0061736d01000000";

  private Sections() {}

  /** Below 128 bytes. */
  static String section(int id, String content) {
    return number(id) + part(content);
  }

  /** Preceded by its length. */
  static String part(String content) {
    String bytes = content.replace(" ", "");
    return number(bytes.length() / 2) + bytes;
  }

  static String number(int value) {
    return HexFormat.of().toHexDigits((byte) value);
  }
}
