package dev.soulgraph.graph;

/**
 * Base58btc (draft-msporny-base58): how public keys are written for people. O(n²), for keys only.
 */
final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private Base58() {}

  static String encode(byte[] bytes) {
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    byte[] digits = new byte[bytes.length * 2];
    int length = 0;
    for (int i = zeros; i < bytes.length; i++) {
      int carry = bytes[i] & 255;
      for (int j = 0; j < length; j++) {
        carry += (digits[j] & 255) << 8;
        digits[j] = (byte) (carry % 58);
        carry /= 58;
      }
      for (; carry > 0; carry /= 58) {
        digits[length++] = (byte) (carry % 58);
      }
    }
    StringBuilder text = new StringBuilder(zeros + length);
    for (int i = 0; i < zeros; i++) {
      text.append('1');
    }
    for (int i = length - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(digits[i]));
    }
    return text.toString();
  }
}
