package dev.soulgraph.node.cli;

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
        DataOutput.to(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        isTerminal(1),
        isTerminal(2));
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
