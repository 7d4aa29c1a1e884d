package dev.soulgraph.node.cli.backup;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** Writes a backup beside its place, and puts it there once it is whole and on the disk. */
final class BackupWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Path unfinished;
  private final FileOutputStream disk;
  private final GZIPOutputStream zip;
  private final MessageDigest digest = BackupFormat.digest();
  private final DataOutputStream out;
  private long changes;

  /** Makes a file. */
  interface Opening {
    FileOutputStream open(File file) throws IOException;
  }

  /**
   * @throws SoulgraphException {@code storage-failed}
   */
  BackupWriter(Path file) {
    this(file, FileOutputStream::new);
  }

  BackupWriter(Path file, Opening opening) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      disk = opening.open(unfinished.toFile());
    } catch (IOException e) {
      throw failed(e);
    }
    try {
      disk.write(BackupFormat.MAGIC.getBytes(StandardCharsets.US_ASCII));
      zip = new GZIPOutputStream(new BufferedOutputStream(disk, BUFFER_BYTES));
      out = new DataOutputStream(new DigestOutputStream(zip, digest));
    } catch (IOException e) {
      remove(disk);
      throw failed(e);
    }
  }

  private SoulgraphException failed(IOException e) {
    return new SoulgraphException(
        Code.STORAGE_FAILED, "a backup's file can be written", file + ": " + e.getMessage(), e);
  }

  void begin(String network, PublicKey node, long clockMs) {
    write(new CborWriter().array(3).text(network).bytes(node.multicodec()).uint(clockMs).toBytes());
  }

  void add(Part part) {
    // A part that lost a leaf on the way may be longer than the frame that it came in.
    for (Part piece : Cut.pieces(part, PartCodec::bound, BackupFormat.PART_MAX_BYTES)) {
      write(FrameCodec.encodePart(piece));
    }
    changes += part.leaves().length;
  }

  private void write(byte[] bytes) {
    try {
      out.writeInt(bytes.length);
      out.write(bytes);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  long changes() {
    return changes;
  }

  /** What has been written is a whole backup; returns its size in bytes. */
  long finish() {
    try {
      out.writeInt(0);
      out.writeLong(changes);
      zip.write(digest.digest());
      zip.finish();
      zip.flush();
      disk.getFD().sync();
      zip.close();
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      return Files.size(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Leaves nothing behind that isn't whole. */
  @Override
  public void close() {
    // A full disk fails the stream's end too; what was written has to go all the more.
    try (disk;
        zip) {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void remove(FileOutputStream begun) {
    try (begun) {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
