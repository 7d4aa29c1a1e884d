package dev.soulgraph.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data that can't be written: a full disk is told of, a reader who has had enough is not. */
class DataOutputTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int versionTo(String failure) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            DataOutput.to(broken, 1024),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return Main.run(
        new Surroundings(terminal, Map.of(), "", System::currentTimeMillis), "--version");
  }

  @Test
  void aFullDiskIsNamed() {
    assertEquals(1, versionTo("No space left on device"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("soulgraph: storage-failed: "), said);
    assertTrue(said.contains("No space left on device"), said);
  }

  @Test
  void aClosedPipeIsNotComplainedOf() {
    assertEquals(1, versionTo("Broken pipe"));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}
