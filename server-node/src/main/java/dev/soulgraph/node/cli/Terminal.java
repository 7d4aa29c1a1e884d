package dev.soulgraph.node.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command reads and writes, in UTF-8 whatever the locale.
 *
 * @param out data only
 * @param err everything said to people
 * @param outIsTerminal whether a person reads the data
 * @param errIsTerminal whether a line can be written over
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal) {
  private static final int BUFFER_BYTES = 1 << 16;

  static Terminal ofProcess() {
    return new Terminal(
        System.in,
        stream(FileDescriptor.out, BUFFER_BYTES),
        stream(FileDescriptor.err, 1),
        isTerminal(1),
        isTerminal(2));
  }

  private static PrintStream stream(FileDescriptor descriptor, int bufferBytes) {
    boolean flush = bufferBytes == 1;
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), Math.max(bufferBytes, 1024)),
        flush,
        StandardCharsets.UTF_8);
  }

  /** Java knows only of input and output taken together, so Linux is asked where it can be. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // From 22 on there is a console without a terminal too.
      return System.console() != null && Runtime.version().feature() < 22;
    }
  }
}
