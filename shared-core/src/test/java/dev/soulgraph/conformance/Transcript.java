package dev.soulgraph.conformance;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.SoulgraphException;
import java.util.function.Supplier;

/** What a case leaves behind: lines, the same on every platform. */
final class Transcript {
  private final StringBuilder text = new StringBuilder();
  private final Sha256 folded = new Sha256();
  private int foldedLines;

  Transcript line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** What the attempt answers, or the code of its refusal. */
  static String verdict(Supplier<String> attempt) {
    try {
      return attempt.get();
    } catch (SoulgraphException refusal) {
      return "refused: " + refusal.code().text();
    }
  }

  Transcript line(String name, Supplier<String> attempt) {
    return line(name + " " + verdict(attempt));
  }

  /** A line that only its hash is kept of: for what there is too much of. */
  Transcript fold(String line) {
    folded.update(Utf8.encode(line + "\n"));
    foldedLines++;
    return this;
  }

  /** Writes down the hash of all lines folded since the last time. */
  Transcript folded(String name) {
    line(name + ": " + foldedLines + " lines, " + folded.finish());
    folded.reset();
    foldedLines = 0;
    return this;
  }

  /** A fact that holds on every platform or stops the case. */
  static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
