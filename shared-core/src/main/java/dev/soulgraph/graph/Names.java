package dev.soulgraph.graph;

/** The rules that souls and keys share: well-formed text without control characters. */
final class Names {
  private Names() {}

  /**
   * Length in UTF-8 bytes of a text without control characters and lone surrogates.
   *
   * @throws SoulgraphException with {@code code} naming the first rule broken
   */
  static int check(Code code, String what, String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c < 0x20 || c == 0x7f) {
          throw control(code, what, c);
        }
        bytes++;
      } else if (c < 0x800) {
        if (c < 0xa0) {
          throw control(code, what, c);
        }
        bytes += 2;
      } else if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new SoulgraphException(
              code, what + " must be well-formed Unicode", "lone surrogate at " + i);
        }
        i++;
        bytes += 4;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  private static SoulgraphException control(Code code, String what, char c) {
    return new SoulgraphException(
        code, what + " must hold no control characters", "U+00" + hex(c >> 4) + hex(c & 15));
  }

  private static char hex(int nibble) {
    return "0123456789ABCDEF".charAt(nibble);
  }
}
