package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What crosses between JavaScript and Java arrives the same in both builds. */
@TestInstance(Lifecycle.PER_CLASS)
class LineTest {
  static final Iterable<String> BUILDS = LoadedPage.BUILDS;

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
  void bytesKeepTheirSigns(String build) {
    assertEquals("number:-3", page.attempt(build, "'sum', Uint8Array.of(255, 254)"));
    assertEquals(
        "number:-3", page.attempt(build, "'sum', Uint8Array.of(7, 255, 254, 7).subarray(1, 3)"));
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void bytesFromTheHostKeepTheirSigns(String build) {
    String source = "{ bytes: count => new Uint8Array(count).fill(255) }";
    assertEquals("number:-3", page.attempt(build, "'sumOf', " + source));
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void bytesAreNeverShared(String build) {
    Object untouched =
        page.evaluate(
            """
            build => {
              const { keep, kept } = globalThis[build].test;
              const given = Uint8Array.of(1, 2, 255);
              keep(given);
              given[0] = 9;
              const taken = kept();
              taken[1] = 9;
              const again = kept();
              const whole = again.byteLength === again.buffer.byteLength;
              return again.constructor.name + [...again] + whole;
            }
            """,
            build);
    assertEquals("Uint8Array1,2,255true", untouched);
    assertEquals("null", page.attempt(build, "'echo', new Uint8Array(0)"));
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void numbersComeOutAsNumbers(String build) {
    assertEquals("Float64Array:1,4294967296,-0.5", page.attempt(build, "'doubles'"));
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void anUnexpectedExceptionIsAnErrorWithItsMessage(String build) {
    assertEquals("Error:not \u2603 lawful", page.attempt(build, "'fail', 'not \u2603 lawful'"));
    assertEquals("Error", page.attempt(build, "'at', new Uint8Array(2), 2").split(":", 2)[0]);
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void whatTheHostThrowsGoesThroughAndCanBeCaught(String build) {
    assertEquals(
        "Error:from the host",
        page.attempt(build, "'call', { call() { throw new Error('from the host'); } }, false"));
    assertEquals(
        "string:caught",
        page.attempt(build, "'call', { call() { throw new Error('from the host'); } }, true"));
  }

  @ParameterizedTest
  @FieldSource("BUILDS")
  void argumentsReachTheHost(String build) {
    Object seen =
        page.evaluate(
            """
            build => {
              let seen;
              globalThis[build].test.call(
                { call(...all) { seen = all.map(each => each?.constructor.name + ":" + each); } }, false);
              return seen.join(" ");
            }
            """,
            build);
    assertEquals("Uint8Array:255,2 Number:-3 Number:4294967296 String:\u2603 Boolean:true", seen);
  }
}
