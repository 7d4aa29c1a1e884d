package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.conformance.Cases;
import dev.soulgraph.vectors.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The shared cases and the golden vectors leave the same transcript, byte for byte, on the JVM and
 * in both builds.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ConformanceTest {
  private LoadedPage page;
  private PlainJvm jvm;

  @BeforeAll
  void open() throws IOException {
    page = new LoadedPage(false);
    page.loaded();
    jvm = new PlainJvm();
  }

  @AfterAll
  void close() throws IOException {
    jvm.close();
    page.close();
  }

  @TestFactory
  Stream<DynamicTest> everyCaseEndsAsOnTheJvm() {
    return LoadedPage.BUILDS.stream()
        .flatMap(
            build ->
                Cases.names().stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                name + ", " + build,
                                () -> assertEquals(Cases.run(name), run(build, name)))));
  }

  @TestFactory
  Stream<DynamicTest> theGoldenVectorsHoldAsOnTheJvm() {
    return LoadedPage.BUILDS.stream()
        .flatMap(
            build ->
                Vectors.names().stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                name + ", " + build, () -> vectorsHold(build, name))));
  }

  private void vectorsHold(String build, String name) throws ReflectiveOperationException {
    String json = Vectors.stored(name);
    assertEquals(
        jvm.vectors(name, json),
        page.evaluate(
            "([build, name, json]) => globalThis[build].test.vectors(name, json)",
            List.of(build, name, json)));
  }

  @TestFactory
  Stream<DynamicTest> noBuildLacksACase() {
    return LoadedPage.BUILDS.stream()
        .map(
            build ->
                DynamicTest.dynamicTest(
                    build,
                    () ->
                        assertEquals(
                            List.copyOf(Cases.names()),
                            page.evaluate("build => globalThis[build].test.names()", build))));
  }

  private Object run(String build, String name) {
    return page.evaluate(
        "([build, name]) => globalThis[build].test.run(name)", List.of(build, name));
  }
}
