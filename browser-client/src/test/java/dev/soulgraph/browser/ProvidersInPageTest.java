package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Hex;
import dev.soulgraph.vectors.SignatureVector;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WebCrypto and Bouncy Castle in a page, under both builds of the core, give the one verdict on
 * each of the golden signatures: {@code src/test/js/verdicts.js}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ProvidersInPageTest {
  private static final List<SignatureVector> ALL = SignatureVector.all();

  /** What WebCrypto accepts by itself in the Chromium that was tried, and replicas must not. */
  private static final String LENIENT =
      "A [+] T.*(k T = 0|R - k T)|A of order.*|A and R the.*|A not canonical, of order.*"
          + "|R of order 1|R is the identity|speccheck ([0-3]|11)";

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

  static Stream<Arguments> providers() {
    return LoadedPage.BUILDS.stream()
        .flatMap(
            build ->
                Stream.of("webcrypto", "bouncycastle")
                    .map(provider -> Arguments.of(build, provider)));
  }

  private List<?> run(String function, String build, String provider, Object argument) {
    return (List<?>)
        page.evaluate(
            """
            async ({ name, build, provider, argument }) =>
              (await import("/verdicts.js"))[name](build, provider, argument)
            """,
            Map.of("name", function, "build", build, "provider", provider, "argument", argument));
  }

  private static List<List<String>> signatures() {
    return ALL.stream()
        .map(each -> Stream.of(each.key(), each.signature(), each.message()).map(Hex::encode))
        .map(Stream::toList)
        .toList();
  }

  private static List<String> named(List<SignatureVector> cases, List<?> verdicts) {
    assertEquals(cases.size(), verdicts.size());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      lines.add(i + " " + cases.get(i).name() + ": " + verdicts.get(i));
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theGateGivesTheOneVerdict(String build, String provider) {
    List<String> listed = ALL.stream().map(SignatureVector::code).toList();
    assertEquals(named(ALL, listed), named(ALL, run("throughGate", build, provider, signatures())));
  }

  /** In changes that a node sends to the engine which pages load; the honest ones come last. */
  @ParameterizedTest
  @MethodSource("providers")
  void theEngineGivesTheOneVerdict(String build, String provider) throws GeneralSecurityException {
    List<SignatureVector> framed = new ArrayList<>();
    List<String> frames = new ArrayList<>();
    List<String> listed = new ArrayList<>();
    for (boolean refused : new boolean[] {true, false}) {
      for (SignatureVector each : ALL) {
        if (each.frame() != null && refused != each.code().isEmpty()) {
          framed.add(each);
          Frame.Commit commit = (Frame.Commit) new FrameCodec().decode(each.frame());
          frames.add(Hex.encode(changes(frames.size() + 1, commit)));
          boolean first = !refused && !listed.contains("brought");
          listed.add(first ? "brought" : each.code());
        }
      }
    }
    assertTrue(listed.contains("brought"));
    Map<String, Object> argument =
        Map.of(
            "nonce",
            Hex.encode(Greeting.NONCE),
            "welcome",
            Hex.encode(Greeting.welcome()),
            "frames",
            frames,
            "soul",
            "s");
    assertEquals(
        named(framed, listed), named(framed, run("throughFrames", build, provider, argument)));
  }

  private static byte[] changes(int number, Frame.Commit commit) {
    return FrameCodec.encode(
        new Frame.Changes(Frame.Changes.LIVE, number, false, List.of(commit.part())));
  }

  /**
   * What WebCrypto accepts of the others the core has to refuse; a later one may be stricter.
   * Bouncy Castle's module asks for prime order itself.
   */
  @ParameterizedTest
  @MethodSource("providers")
  void whatAProviderAcceptsByItselfIsKnown(String build, String provider) {
    List<?> valid = run("bare", build, provider, signatures());
    List<String> surprising = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      SignatureVector each = ALL.get(i);
      boolean honest = each.code().isEmpty();
      boolean known = provider.equals("webcrypto") && each.name().matches(LENIENT);
      boolean accepted = (Boolean) valid.get(i);
      if (honest ? !accepted : accepted && !known) {
        surprising.add(i + " " + each.name() + ": " + accepted);
      }
    }
    assertEquals(List.of(), surprising);
  }
}
