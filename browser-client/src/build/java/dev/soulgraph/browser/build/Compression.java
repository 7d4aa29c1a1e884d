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

  /** The smaller of what is written as text and as anything. */
  static byte[] brotli(byte[] content) throws IOException {
    byte[] any = Encoder.compress(content, Encoder.Parameters.create(11, 24));
    byte[] text = Encoder.compress(content, Encoder.Parameters.create(11, 24, Encoder.Mode.TEXT));
    return text.length < any.length ? text : any;
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
