package dev.soulgraph.node.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it failed, which a PrintStream keeps to itself. */
final class DataOutput extends PrintStream {
  private final Target target;

  private DataOutput(Target target, int bufferBytes) {
    super(new BufferedOutputStream(target, bufferBytes), false, StandardCharsets.UTF_8);
    this.target = target;
  }

  static DataOutput to(OutputStream out, int bufferBytes) {
    return new DataOutput(new Target(out), bufferBytes);
  }

  /**
   * Why not all could be written, or null. A reader that has had enough and closed its pipe is no
   * failure to be told of.
   */
  @Nullable String failure() {
    flush();
    String failure = target.failure;
    return failure == null || failure.contains("Broken pipe") ? null : failure;
  }

  private static final class Target extends FilterOutputStream {
    private @Nullable String failure;

    Target(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = String.valueOf(e.getMessage());
        throw e;
      }
    }
  }
}
