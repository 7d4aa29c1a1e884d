package dev.soulgraph.vectors;

import dev.soulgraph.auth.CurvePoint;
import dev.soulgraph.auth.EquationVerifier;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.CurveCases;
import dev.soulgraph.graph.Hex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Signatures over a seal by an author who knows the scalar a and chooses r: the equation holds for
 * all of them, if need be after multiplying by the cofactor. So only the rules can tell them from
 * honest ones. On a JVM only.
 */
final class Forged {
  private static final BigInteger A = scalar("a");
  private static final BigInteger R = scalar("r");
  private static final CurvePoint HONEST = CurvePoint.BASE.times(A);

  private final List<Case> cases = new ArrayList<>();

  static List<Case> cases() {
    Forged forged = new Forged();
    forged.torsionInR();
    forged.torsionInKey();
    forged.smallOrder();
    forged.notCanonical();
    forged.largeS();
    forged.spoiled();
    return forged.cases;
  }

  private static BigInteger scalar(String name) {
    return EquationVerifier.challenge(Utf8.encode(name), new byte[0], new byte[0]);
  }

  private static CurvePoint point(String hex) {
    return Objects.requireNonNull(CurvePoint.decode(Hex.decode(hex)), hex);
  }

  /**
   * @param a what of the key is a multiple of the base point
   * @param r what of R is
   * @param toR R's bytes from r·B
   * @param fits which k modulo 8 will do; r is counted up until one does
   */
  private static byte[] signature(
      BigInteger a, byte[] key, BigInteger r, UnaryOperator<CurvePoint> toR, IntPredicate fits) {
    CurvePoint point = CurvePoint.BASE.times(r);
    for (BigInteger each = r; ; each = each.add(BigInteger.ONE)) {
      byte[] first = toR.apply(point).encode();
      BigInteger k = EquationVerifier.challenge(first, key, Verdict.message(key));
      if (fits.test(k.intValue() & 7)) {
        return joined(first, each.add(k.multiply(a)).mod(CurvePoint.L));
      }
      point = point.add(CurvePoint.BASE);
    }
  }

  /** For R's bytes as they are, a point of small order however it is written: S = k·a. */
  private static byte[] signature(byte[] first) {
    byte[] key = HONEST.encode();
    BigInteger k = EquationVerifier.challenge(first, key, Verdict.message(key));
    return joined(first, k.multiply(A).mod(CurvePoint.L));
  }

  private static byte[] joined(byte[] first, BigInteger s) {
    byte[] signature = Arrays.copyOf(first, 64);
    System.arraycopy(CurvePoint.littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  private static byte[] honest() {
    return signature(A, HONEST.encode(), R, point -> point, k -> true);
  }

  private void add(String name, byte[] key, byte[] signature) {
    cases.add(
        Verdict.signature(name, Hex.encode(key), Verdict.message(key), Hex.encode(signature)));
  }

  private void torsionInR() {
    byte[] key = HONEST.encode();
    for (String hex : CurveCases.SMALL_ORDER) {
      CurvePoint t = point(hex);
      int order = t.smallOrder();
      String name = (order == 1 ? "honest: " : "") + "R + T, T of order " + order;
      add(name, key, signature(A, key, R, point -> point.add(t), k -> true));
    }
  }

  /** Where k·T is the identity, the equation holds as it stands; else only times the cofactor. */
  private void torsionInKey() {
    for (String hex : CurveCases.SMALL_ORDER) {
      CurvePoint t = point(hex);
      int order = t.smallOrder();
      byte[] key = HONEST.add(t).encode();
      String name = (order == 1 ? "honest: " : "") + "A + T, T of order " + order;
      add(name + ", k T = 0", key, signature(A, key, R, point -> point, k -> k % order == 0));
      if (order > 1) {
        add(name + ", k T not 0", key, signature(A, key, R, point -> point, k -> k % order != 0));
        add(
            name + ", R - k T",
            key,
            signature(A, key, R, point -> point.add(t), k -> (k + 1) % order == 0));
      }
    }
  }

  private void smallOrder() {
    for (String hex : CurveCases.SMALL_ORDER) {
      byte[] point = Hex.decode(hex);
      int order = point(hex).smallOrder();
      byte[] signature = signature(BigInteger.ZERO, point, R, r -> r, k -> k % order == 0);
      add("A of order " + order, point, signature);
      add("R of order " + order, HONEST.encode(), signature(point));
    }
    byte[] identity = CurvePoint.IDENTITY.encode();
    add("A and R the identity, S = 0", identity, joined(identity, BigInteger.ZERO));
  }

  private void notCanonical() {
    for (String hex : CurveCases.NOT_CANONICAL) {
      byte[] bytes = Hex.decode(hex);
      CurvePoint point = CurvePoint.decode(bytes);
      if (point == null || !point.times(BigInteger.valueOf(8)).equals(CurvePoint.IDENTITY)) {
        add("A not canonical", bytes, honest());
        add("R not canonical", HONEST.encode(), joined(bytes, BigInteger.ONE));
        continue;
      }
      int order = point.smallOrder();
      byte[] signature = signature(BigInteger.ZERO, bytes, R, r -> r, k -> k % order == 0);
      add("A not canonical, of order " + order, bytes, signature);
      add("R not canonical, of order " + order, HONEST.encode(), signature(bytes));
    }
  }

  private void largeS() {
    byte[] honest = honest();
    BigInteger s = CurvePoint.number(Arrays.copyOfRange(honest, 32, 64));
    BigInteger most = BigInteger.TWO.pow(256).subtract(s).divide(CurvePoint.L);
    for (BigInteger times : List.of(BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(8), most)) {
      add(
          "S + " + times + " L",
          HONEST.encode(),
          joined(honest, s.add(CurvePoint.L.multiply(times))));
    }
    for (int bit = 253; bit < 256; bit++) {
      add("S with bit " + bit + " set", HONEST.encode(), joined(honest, s.setBit(bit)));
    }
    for (int above = -1; above <= 1; above++) {
      BigInteger near = CurvePoint.L.add(BigInteger.valueOf(above));
      add(
          "S = L" + (above < 0 ? " - 1" : above > 0 ? " + 1" : ""),
          HONEST.encode(),
          joined(honest, near));
    }
  }

  private void spoiled() {
    byte[] key = HONEST.encode();
    for (int at : new int[] {0, 31, 32, 62}) {
      byte[] changed = honest();
      changed[at] ^= 1;
      add("a bit of byte " + at + " flipped", key, changed);
    }
    byte[] other = CurvePoint.BASE.times(A.add(BigInteger.ONE)).encode();
    add("another's signature", other, honest());
  }
}
