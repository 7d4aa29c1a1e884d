package dev.soulgraph.node.cli.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.storage.Commits;
import dev.soulgraph.wire.FrameCodec;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a backup's file where the disk is full, and what is in it. */
final class BackupWriterTest {
  private static final PublicKey AUTHOR = Commits.author(1);
  private static final byte[] OLD = {1, 2, 3};

  @TempDir Path folder;

  /** Takes so many bytes. */
  private static final class FullDisk extends FileOutputStream {
    private long room;

    FullDisk(File file, long room) throws IOException {
      super(file);
      this.room = room;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int fits = (int) Math.min(room, length);
      super.write(bytes, from, fits);
      room -= fits;
      if (fits < length) {
        throw new IOException("no space is left");
      }
    }
  }

  private static Part part(int changes, int chars) {
    Random random = new Random(1);
    List<Change> all = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < chars) {
        text.append((char) (' ' + random.nextInt(90)));
      }
      Value value = new Value.Text(text.toString());
      Soul soul = Soul.of("s/" + i);
      all.add(new Change(AUTHOR, Commits.EPOCH + i, soul, "key", value, Extensions.NONE));
    }
    return new Commit(AUTHOR, all).sealed(new byte[64]);
  }

  private static void write(BackupWriter writer, Part part) {
    try (writer) {
      writer.begin("main", AUTHOR, 0);
      writer.add(part);
      writer.finish();
    }
  }

  private Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }

  /** The older backup stays, and nothing lies beside it. */
  @Test
  void aDiskThatIsFullAtAnyByteLeavesTheFolderAsItWas() throws IOException {
    Path file = folder.resolve("backup");
    Part part = part(200, 1_000);
    write(new BackupWriter(file), part);
    long whole = Files.size(file);
    assertTrue(whole > 100_000, whole + " bytes");
    Files.write(file, OLD);
    for (long room = 0; room < whole; room += room < 100 ? 1 : 9_973) {
      long bytes = room;
      SoulgraphException refusal =
          assertThrows(
              SoulgraphException.class,
              () -> write(new BackupWriter(file, name -> new FullDisk(name, bytes)), part),
              room + " bytes");
      assertEquals(Code.STORAGE_FAILED, refusal.code());
      assertEquals(Set.of("backup"), names(), room + " bytes");
      assertArrayEquals(OLD, Files.readAllBytes(file));
    }
    write(new BackupWriter(file, name -> new FullDisk(name, whole)), part);
    assertEquals(whole, Files.size(file));
    assertEquals(Set.of("backup"), names());
  }

  /** Without leaves that went it needs their hashes, and may be longer than any frame. */
  @Test
  void aPartThatIsLargerThanAFrameIsCutSoThatItIsRead() {
    Path file = folder.resolve("backup");
    Part part = part(3_000, 1_000);
    assertTrue(FrameCodec.encodePart(part).length > 2 * FrameCodec.FRAME_MAX_BYTES);
    write(new BackupWriter(file), part);
    Set<String> found = new HashSet<>();
    int parts = 0;
    try (BackupReader reader = new BackupReader(file)) {
      for (Part each = reader.next(); each != null; each = reader.next()) {
        parts++;
        assertEquals(part.seal().root(), each.seal().root(), "its seal holds");
        for (var leaf : each.leaves()) {
          assertTrue(found.add(leaf.id().toString()), "once");
        }
      }
      assertEquals(3_000, reader.changes());
    }
    assertTrue(parts > 2, parts + " parts");
    assertEquals(3_000, found.size());
  }
}
