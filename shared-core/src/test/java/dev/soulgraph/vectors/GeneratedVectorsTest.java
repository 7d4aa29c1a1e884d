package dev.soulgraph.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The files are what the code makes of fixed seeds. A difference means that the format has changed,
 * and with it every stored graph. Only where that is meant: {@code mvn -pl shared-core test
 * -Dtest=GeneratedVectorsTest -Dsoulgraph.vectors.write=true}.
 */
final class GeneratedVectorsTest {
  private static final boolean WRITE = Boolean.getBoolean("soulgraph.vectors.write");
  private static final Path FOLDER = Path.of("src", "test", "resources", "vectors");

  @TestFactory
  Stream<DynamicTest> eachFileIsMadeAnew() {
    return Generated.files().stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> compare(file)));
  }

  private static void compare(VectorFile file) throws IOException {
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(file.name() + ".json"), file.json());
    } else {
      assertEquals(VectorFile.stored(file.name()), file.json());
    }
  }

  @Test
  void filesAreSmallEnoughToRead() {
    int sum = Generated.files().stream().mapToInt(file -> file.json().length()).sum();
    assertTrue(sum < 200_000, sum + " characters");
  }

  @Test
  void jsonReadsBack() {
    for (VectorFile file : Generated.files()) {
      assertEquals(file.json(), Json.write(Json.read(file.json())));
    }
  }
}
