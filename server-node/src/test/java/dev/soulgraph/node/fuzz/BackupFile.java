package dev.soulgraph.node.fuzz;

import dev.soulgraph.node.cli.backup.BackupReader;
import dev.soulgraph.seal.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Backups, as files; what is zipped may be made up too. */
final class BackupFile implements Target {
  private static final byte[] MAGIC = "soulgraph backup 1\n".getBytes(StandardCharsets.US_ASCII);

  private final Path file;

  BackupFile() {
    try {
      file = Files.createTempFile("backup", ".fuzz");
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is zipped may be a thousand times as large, a part at a time. */
  @Override
  public long allocatedMaxBytes(int length) {
    return 16 * ALLOCATED_BASE_BYTES + 4 * ALLOCATED_PER_BYTE * length;
  }

  @Override
  public void read(byte[] input) {
    write(new Input(input));
    long changes = 0;
    try (BackupReader reader = new BackupReader(file)) {
      for (Part part = reader.next(); part != null; part = reader.next()) {
        changes += part.leaves().length;
      }
      if (changes != reader.changes()) {
        throw new AssertionError(reader.changes() + " changes are said, " + changes + " read");
      }
    }
  }

  private void write(Input in) {
    int kind = in.below(4);
    try (OutputStream out = Files.newOutputStream(file)) {
      if (kind > 0) {
        out.write(MAGIC);
      }
      if (kind > 1) {
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
          zipped.write(in.rest());
        }
      } else {
        out.write(in.rest());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
