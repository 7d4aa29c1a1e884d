package dev.soulgraph.node.cli;

import java.io.PrintStream;

/** How far a long command has come: one line that changes on a terminal, else now and then one. */
final class Progress {
  private static final long TERMINAL_EVERY_MS = 100;
  private static final long PLAIN_EVERY_MS = 5000;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean terminal;
  private long shownAtMs;
  private boolean shown;

  Progress(Terminal terminal) {
    this.err = terminal.err();
    this.terminal = terminal.errIsTerminal();
    this.shownAtMs = nowMs();
  }

  /** Shows the line if enough time has passed since the last. */
  void show(String line) {
    long now = nowMs();
    if (now - shownAtMs < (terminal ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS)) {
      return;
    }
    shownAtMs = now;
    if (terminal) {
      err.print(CLEAR_LINE + line);
      err.flush();
      shown = true;
    } else {
      err.println(line);
    }
  }

  /** Makes room for other lines. */
  void clear() {
    if (shown) {
      err.print(CLEAR_LINE);
      err.flush();
      shown = false;
    }
  }

  private static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }
}
