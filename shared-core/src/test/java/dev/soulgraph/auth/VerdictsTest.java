package dev.soulgraph.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.vectors.SignatureVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hostile signatures: replicas have one verdict, however lenient the provider is. */
final class VerdictsTest {
  private static final List<SignatureVector> ALL = SignatureVector.all();

  /** "" or the code of the refusal. */
  private static String verdict(Verifier provider, byte[] key, byte[] signature, byte[] message) {
    List<String> codes = new ArrayList<>();
    new Gate("main", new AuthorKeys(), provider)
        .verify(PublicKey.ofRaw(key), signature, message, "", refusal -> codes.add(code(refusal)));
    assertEquals(1, codes.size(), "one answer");
    return codes.get(0);
  }

  private static String code(@Nullable SoulgraphException refusal) {
    return refusal == null ? "" : refusal.code().text();
  }

  private static boolean bare(Verifier provider, SignatureVector each) {
    boolean[] valid = new boolean[1];
    provider.verify(each.key(), each.signature(), each.message(), answer -> valid[0] = answer);
    return valid[0];
  }

  /**
   * No provider lets more through than the equation does, so each of the core's checks is in it.
   */
  @TestFactory
  Stream<DynamicTest> theCoreAndTheBareEquationGiveTheOneVerdict() {
    return each(new EquationVerifier());
  }

  @TestFactory
  Stream<DynamicTest> theCoreAndBouncyCastleGiveTheOneVerdict() {
    return each(new BouncyCastleVerifier());
  }

  private static Stream<DynamicTest> each(Verifier provider) {
    return ALL.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () ->
                        assertEquals(
                            each.code(),
                            verdict(provider, each.key(), each.signature(), each.message()))));
  }

  /** What only the core refuses: were there nothing of a kind, its check could go untested. */
  @Test
  void theEquationAloneAcceptsSomethingOfEveryKind() {
    assertAccepts("a key of mixed order", name -> name.startsWith("A + T"));
    assertAccepts("a key of small order", name -> name.matches("A of order [248]"));
    assertAccepts("a key that isn't canonical", name -> name.startsWith("A not canonical"));
    assertAccepts("the identity as R", name -> name.equals("R of order 1"));
    assertAccepts("an R that isn't canonical", name -> name.startsWith("R not canonical"));
    assertAccepts("S above L", name -> name.startsWith("S + "));
  }

  private static void assertAccepts(String what, Predicate<String> kind) {
    assertTrue(
        ALL.stream()
            .anyMatch(
                each ->
                    kind.test(each.name())
                        && !each.code().isEmpty()
                        && bare(new EquationVerifier(), each)),
        what);
  }

  /** Each T but the identity: else the check for prime order on R could go. */
  @Test
  void bouncyCastleItselfAcceptsAnRWithASmallOrderPart() {
    List<SignatureVector> mixed =
        ALL.stream().filter(each -> each.name().startsWith("R + T, ")).toList();
    assertEquals(7, mixed.size());
    for (SignatureVector each : mixed) {
      assertTrue(
          Ed25519.verify(
              each.signature(), 0, each.key(), 0, each.message(), 0, each.message().length));
    }
  }

  @Test
  void nothingIsAcceptedButWhatIsHonest() {
    for (SignatureVector each : ALL) {
      assertEquals(each.name().startsWith("honest"), each.code().isEmpty(), each.name());
    }
    assertEquals(3, ALL.stream().filter(each -> each.code().isEmpty()).count());
  }

  @Test
  void anyFlippedBitIsRefused() {
    SignatureVector honest =
        ALL.stream().filter(each -> each.code().isEmpty()).findFirst().orElseThrow();
    for (int bit = 0; bit < honest.signature().length * 8; bit++) {
      byte[] flipped = honest.signature().clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertEquals(
          "signature-invalid",
          verdict(new BouncyCastleVerifier(), honest.key(), flipped, honest.message()),
          "bit " + bit);
    }
  }
}
