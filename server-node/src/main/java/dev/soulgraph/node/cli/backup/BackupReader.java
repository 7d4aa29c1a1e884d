package dev.soulgraph.node.cli.backup;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup part by part; memory holds one. Whether what it says is true the node finds out
 * that it is given to, by the signatures.
 */
public final class BackupReader implements AutoCloseable {
  private final String name;
  private final InputStream file;
  private final MessageDigest digest = BackupFormat.digest();
  private final DataInputStream in;
  private final String network;
  private long changes;
  private boolean ended;

  /**
   * @throws SoulgraphException {@code input-invalid}
   */
  public BackupReader(Path path) {
    name = path.toString();
    try {
      file = new BufferedInputStream(Files.newInputStream(path));
    } catch (IOException e) {
      throw new SoulgraphException(Code.INPUT_INVALID, "the file can be read", name, e);
    }
    try {
      byte[] magic = file.readNBytes(BackupFormat.MAGIC.length());
      if (!Arrays.equals(magic, BackupFormat.MAGIC.getBytes(StandardCharsets.US_ASCII))) {
        throw BackupFormat.invalid("a backup begins with its name, soulgraph backup 1", name);
      }
      // The digest itself isn't part of what it is over, so it is read below this stream.
      GZIPInputStream unzipped = new GZIPInputStream(new Unclosing(file));
      in = new DataInputStream(new DigestInputStream(unzipped, digest));
      byte[] header = next(BackupFormat.HEADER_MAX_BYTES);
      CborReader reader = new CborReader(header == null ? new byte[0] : header);
      reader.arrayOf(3);
      network = reader.text(BackupFormat.HEADER_MAX_BYTES);
      PublicKey.ofMulticodec(reader.bytesOf(PublicKey.MULTICODEC_BYTES));
      reader.uint(Long.MAX_VALUE);
      reader.finish();
    } catch (IOException e) {
      close();
      throw unreadable(e);
    } catch (SoulgraphException e) {
      close();
      throw e;
    }
  }

  /** Closed by its owner, whatever those above it do. */
  private static final class Unclosing extends FilterInputStream {
    Unclosing(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  private SoulgraphException unreadable(IOException e) {
    return BackupFormat.invalid(
        "a backup is whole",
        name + (e instanceof EOFException ? " ends early" : ": " + e.getMessage()));
  }

  public String network() {
    return network;
  }

  /** How many changes have been read. */
  public long changes() {
    return changes;
  }

  /**
   * The next part, or null at the end, which is reached only where the whole file is as it was
   * written.
   *
   * @throws SoulgraphException {@code input-invalid}, and what a part breaks
   */
  public @Nullable Part next() {
    if (ended) {
      return null;
    }
    try {
      byte[] bytes = next(BackupFormat.PART_MAX_BYTES);
      if (bytes == null) {
        end();
        return null;
      }
      Part part = FrameCodec.decodeForeignPart(bytes);
      changes += part.leaves().length;
      return part;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private byte @Nullable [] next(int max) throws IOException {
    int length = in.readInt();
    if (length == 0) {
      return null;
    }
    if (length < 0 || length > max) {
      throw BackupFormat.invalid("a part of a backup has at most " + max + " bytes", length + "");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private void end() throws IOException {
    long said = in.readLong();
    byte[] found = digest.digest();
    byte[] kept = in.readNBytes(BackupFormat.DIGEST_BYTES);
    if (said != changes || !MessageDigest.isEqual(found, kept)) {
      throw BackupFormat.invalid("a backup is as it was written", name);
    }
    if (in.read() >= 0) {
      throw BackupFormat.invalid("nothing follows a backup", name);
    }
    ended = true;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
