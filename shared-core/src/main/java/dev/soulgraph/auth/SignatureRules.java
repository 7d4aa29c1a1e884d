package dev.soulgraph.auth;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;

/**
 * What the core itself refuses of a signature before any provider is asked, because providers
 * disagree and replicas may not: S ≥ L, an R that isn't canonical, an R that is the identity. The
 * published cases are those of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko 2020).
 */
public final class SignatureRules {
  /** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
  private static final int[] ORDER = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10
  };

  private SignatureRules() {}

  /**
   * @throws SoulgraphException {@code signature-invalid}
   */
  public static void check(byte[] signature) {
    if (!belowOrder(signature)) {
      throw invalid("S is below the group's order");
    }
    if (!canonicalPoint(signature)) {
      throw invalid("R is canonical");
    }
    if (isIdentity(signature)) {
      throw invalid("R is not the identity");
    }
  }

  private static SoulgraphException invalid(String rule) {
    return new SoulgraphException(Code.SIGNATURE_INVALID, "in a signature " + rule, "");
  }

  private static boolean belowOrder(byte[] signature) {
    for (int i = 31; i >= 0; i--) {
      int difference = (signature[32 + i] & 255) - ORDER[i];
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  /**
   * Whether the first 32 bytes encode a y below p = 2^255 − 19, and not x = 0 with its sign set. Of
   * the points with x = 0, y = 1 and y = −1, only these two can be encoded so.
   */
  static boolean canonicalPoint(byte[] point) {
    boolean sign = (point[31] & 0x80) != 0;
    boolean middleFull = true;
    boolean middleEmpty = true;
    for (int i = 1; i < 31; i++) {
      middleFull &= point[i] == (byte) 0xff;
      middleEmpty &= point[i] == 0;
    }
    int low = point[0] & 255;
    int high = point[31] & 0x7f;
    if (middleFull && high == 0x7f && low >= 0xed) {
      return false;
    }
    boolean one = middleEmpty && high == 0 && low == 1;
    boolean minusOne = middleFull && high == 0x7f && low == 0xec;
    return !(sign && (one || minusOne));
  }

  static boolean isIdentity(byte[] point) {
    for (int i = 1; i < 32; i++) {
      if (point[i] != 0) {
        return false;
      }
    }
    return point[0] == 1;
  }
}
