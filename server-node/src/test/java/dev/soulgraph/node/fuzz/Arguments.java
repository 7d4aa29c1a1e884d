package dev.soulgraph.node.fuzz;

import dev.soulgraph.node.cli.CommandLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Words after {@code soulgraph}, parted by NUL. Nobody listens where the commands would connect.
 */
final class Arguments implements Target {
  private static final int WORDS_MAX = 20;

  /** Other threads allocate too; here it is the exit code and the words that count. */
  @Override
  public long allocatedMaxBytes(int length) {
    return 16 * ALLOCATED_BASE_BYTES + ALLOCATED_PER_BYTE * length;
  }

  @Override
  public void read(byte[] input) {
    List<String> words = new ArrayList<>();
    for (String word : new String(input, StandardCharsets.UTF_8).split("\0", WORDS_MAX)) {
      words.add(word);
    }
    CommandLines.run(words);
  }
}
