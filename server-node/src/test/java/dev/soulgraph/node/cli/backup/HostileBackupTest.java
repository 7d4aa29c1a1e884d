package dev.soulgraph.node.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.Commits;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup may come from anybody. */
final class HostileBackupTest {
  private static final int LEAVES = 60_000;
  private static final int SHARED_BYTES = 100_000;

  @TempDir Path folder;

  @Test
  void aPartUnfoldsToNoMoreThanAFrameMay() throws IOException {
    Path file = folder.resolve("backup");
    write(file, unfolding());
    try (BackupReader reader = new BackupReader(file)) {
      SoulgraphException refusal = assertThrows(SoulgraphException.class, reader::next);
      assertEquals(Code.FRAME_TOO_LARGE, refusal.code());
    }
  }

  /** Nodes whose souls all begin with the same hundred thousand bytes. */
  private static byte[] unfolding() {
    PublicKey author = Commits.author(1);
    CborWriter out = new CborWriter();
    out.array(10).bytes(author.multicodec()).uint(LEAVES).bytes(new byte[64]).map(0);
    out.array(1).uint(LEAVES).bytes(new byte[0]).array(1).uint(Commits.EPOCH);
    out.array(1).array(4).text("k").uint(0).uint(0).map(0);
    out.array(1).array(1).uint(0);
    byte[] soul = "a".repeat(SHARED_BYTES).getBytes(StandardCharsets.US_ASCII);
    out.array(LEAVES).array(4).uint(0).bytes(soul).uint(0).nil();
    for (int i = 1; i < LEAVES; i++) {
      out.array(4).uint(SHARED_BYTES).bytes(new byte[0]).uint(0).nil();
    }
    return out.toBytes();
  }

  private static void write(Path file, byte[] part) throws IOException {
    CborWriter header = new CborWriter();
    byte[] head =
        header.array(3).text("main").bytes(Commits.author(1).multicodec()).uint(0).toBytes();
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(BackupFormat.MAGIC.getBytes(StandardCharsets.US_ASCII));
      try (DataOutputStream zipped = new DataOutputStream(new GZIPOutputStream(out))) {
        for (byte[] each : new byte[][] {head, part}) {
          zipped.writeInt(each.length);
          zipped.write(each);
        }
      }
    }
  }
}
