package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Bouncy Castle in the page gives the verdicts that WebCrypto, OpenSSL and the JDK give. */
@TestInstance(Lifecycle.PER_CLASS)
class Ed25519ModuleTest {
  static final Iterable<String> BUILDS = LoadedPage.BUILDS;

  private static final String HONEST_KEY =
      "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9";
  private static final String HONEST_SIGNATURE =
      "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff"
          + "8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704";

  /**
   * Over the seven bytes of "rhizome"; each is accepted by a verification that clears the cofactor.
   */
  private static final List<List<String>> REFUSED =
      List.of(
          List.of(
              HONEST_KEY,
              "b2142948cef1a039969a4a7898fcfc3a77a642618b5ed5da048d8033dd4962b1"
                  + "f135369f3bae3a9f4b06f456f7089070435a771be13f8bb1581b2a3bbf563802"),
          List.of(
              "724f243a343bd855a42548fb28f7b187d9c992944244e420f312d816e916d051",
              "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff"
                  + "c71b52184bf211b4926cd80da88bb22b38dbc148c9fee95f852b57bc12f0bf00"),
          List.of(
              "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf",
              "0100000000000000000000000000000000000000000000000000000000000000"
                  + "4964ddc1c149fe856187903d4368171b27f09d227711e844f40c5e058d571701"));

  private LoadedPage page;

  @BeforeAll
  void open() throws IOException {
    page = new LoadedPage(false);
    page.loaded();
  }

  @AfterAll
  void close() {
    page.close();
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void acceptsAnHonestSignatureAndNoOther(String build) {
    assertEquals(true, verify(build, HONEST_KEY, HONEST_SIGNATURE));
    assertEquals(false, verify(build, HONEST_KEY, HONEST_SIGNATURE.replace("ebb4", "ebb5")));
    assertEquals(false, verify(build, HONEST_KEY, HONEST_SIGNATURE.substring(2)));
    assertEquals(false, verify(build, HONEST_KEY.substring(2), HONEST_SIGNATURE));
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void refusesWhatNeedsTheCofactorCleared(String build) {
    for (List<String> each : REFUSED) {
      assertEquals(false, verify(build, each.get(0), each.get(1)), each.toString());
    }
  }

  /** The third vector of RFC 8032, 7.1. */
  @ParameterizedTest
  @FieldSource("BUILDS")
  void makesTheKeyAndTheSignatureOfTheStandard(String build) {
    Object made =
        page.evaluate(
            """
            ({ build, seed, message }) => {
              const { publicKey, sign } = globalThis[build].ed25519;
              const signature = sign(fromHex(seed), fromHex(message));
              return [toHex(publicKey(fromHex(seed))), toHex(signature)];
            }
            """,
            Map.of(
                "build",
                build,
                "seed",
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "message",
                "af82"));
    assertEquals(
        List.of(
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        made);
  }

  private Object verify(String build, String key, String signature) {
    return page.evaluate(
        """
        ({ build, key, signature }) => globalThis[build].ed25519.verify(
            fromHex(key), fromHex(signature), new TextEncoder().encode("rhizome"))
        """,
        Map.of("build", build, "key", key, "signature", signature));
  }
}
