package dev.soulgraph.browser.build;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What a node sends in place of a file, made once with the greatest effort. */
final class Compression {
  static {
    Brotli4jLoader.ensureAvailability();
  }

  private Compression() {}

  /** The shortest that the encoder finds by its different ways. */
  static byte[] brotli(byte[] content) throws IOException {
    byte[] best = content;
    for (Encoder.Mode mode : Encoder.Mode.values()) {
      for (int window : new int[] {18, 24}) {
        byte[] made = Encoder.compress(content, Encoder.Parameters.create(11, window, mode));
        best = best == content || made.length < best.length ? made : best;
      }
    }
    return best;
  }

  static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream(content.length / 2 + 64);
    try (var out = new BestGzip(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
