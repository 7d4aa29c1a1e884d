package dev.soulgraph.node.cli.backup;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.FrameCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A backup's layout. {@link #MAGIC} as it stands, then compressed with gzip:
 *
 * <pre>
 * int    length of the header
 * bytes  header: CBOR [network, the node's key, milliseconds since 1970]
 * for each part
 *   int    its length, 1 to {@link #PART_MAX_BYTES}
 *   bytes  the part, as in a frame
 * int    0
 * long   the number of changes
 * bytes  SHA-256 of all that comes before it, from the header's length on
 * </pre>
 */
final class BackupFormat {
  static final String MAGIC = "soulgraph backup 1\n";
  static final int HEADER_MAX_BYTES = 256;

  /** Parts come in frames, so none is larger. */
  static final int PART_MAX_BYTES = FrameCodec.FRAME_MAX_BYTES;

  static final int DIGEST_BYTES = 32;

  private BackupFormat() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static SoulgraphException invalid(String rule, String value) {
    return new SoulgraphException(Code.INPUT_INVALID, rule, value);
  }
}
