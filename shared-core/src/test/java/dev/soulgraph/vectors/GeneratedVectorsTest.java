package dev.soulgraph.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final List<VectorFile> FILES = Generated.files();
  private static final Path FOLDER = Path.of("src", "test", "resources", "vectors");

  @TestFactory
  Stream<DynamicTest> eachFileIsMadeAnew() {
    return FILES.stream().map(file -> DynamicTest.dynamicTest(file.name(), () -> compare(file)));
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
    int sum = FILES.stream().mapToInt(file -> file.json().length()).sum();
    assertTrue(sum < 200_000, sum + " characters");
  }

  @Test
  void eachFileIsRead() {
    assertEquals(Vectors.names(), FILES.stream().map(VectorFile::name).toList());
  }

  @Test
  void jsonReadsBack() {
    for (VectorFile file : FILES) {
      assertEquals(file.json(), Json.write(Json.read(file.json())));
    }
  }
}
