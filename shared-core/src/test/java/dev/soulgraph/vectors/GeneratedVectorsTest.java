package dev.soulgraph.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
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
    assertTrue(sum < 230_000, sum + " characters");
  }

  /** What a packed case says of its stream is so; broken ones have nothing to say. */
  @Test
  void streamsUnfoldToWhatIsListed() {
    for (Case each : Packings.cases()) {
      byte[] unfolded = unfold(each.bytes("bytes"));
      assertArrayEquals(unfolded, Packings.unfolded(each), each.toString());
    }
  }

  /** The bytes that a lawful head promises, or none. */
  private static byte[] unfold(byte[] message) {
    Inflater inflater = new Inflater(true);
    try {
      Packed packed = Packed.read(message);
      inflater.setInput(packed.deflated());
      byte[] room = new byte[packed.size() + 1];
      int size = inflater.inflate(room);
      boolean whole = inflater.finished() && inflater.getRemaining() == 0;
      return whole && size == packed.size() ? Arrays.copyOf(room, size) : new byte[0];
    } catch (SoulgraphException | DataFormatException refused) {
      return new byte[0];
    } finally {
      inflater.end();
    }
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
