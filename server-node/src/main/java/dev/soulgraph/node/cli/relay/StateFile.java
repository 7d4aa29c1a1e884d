package dev.soulgraph.node.cli.relay;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The last state issued under a key and the highest that a relay accepted, kept beside the key: a
 * clock set back between two commands must not issue states that lose to the author's own older
 * writes.
 *
 * <p>Commands may run at the same time. A value may fall (when a clock was wrong and a relay said
 * so), but not below what another command has written meanwhile.
 */
public final class StateFile {
  /** Two numbers below 2^63. */
  public record States(long issued, long accepted) {
    static final States NONE = new States(0, 0);

    States max(States other) {
      return new States(Math.max(issued, other.issued), Math.max(accepted, other.accepted));
    }
  }

  private static final int DIGITS = 19;

  /** Always overwritten whole, in one block of the disk. */
  private static final int LENGTH = 2 * DIGITS + 2;

  private final Path file;
  private States known;

  /**
   * @throws SoulgraphException {@code storage-failed}, {@code data-unreadable}
   */
  public StateFile(Path file) {
    this.file = file;
    this.known = States.NONE;
    this.known = locked(channel -> read(channel));
  }

  public States states() {
    return known;
  }

  /**
   * Returns once it would survive a power cut.
   *
   * @throws SoulgraphException {@code storage-failed}
   */
  public void write(States states) {
    known =
        locked(
            channel -> {
              States there = read(channel);
              States next = there.equals(known) ? states : states.max(there);
              channel.write(ByteBuffer.wrap(text(next)), 0);
              channel.force(false);
              if (there.equals(States.NONE)) {
                PrivateFiles.forceName(file);
              }
              return next;
            });
  }

  private interface Work {
    States on(FileChannel channel) throws IOException;
  }

  private States locked(Work work) {
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PrivateFiles.attributes(file));
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      return work.on(channel);
    } catch (IOException e) {
      throw new SoulgraphException(
          Code.STORAGE_FAILED, "the clock's state is kept beside the key", e.toString(), e);
    }
  }

  private States read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    if (bytes.position() == 0) {
      return States.NONE;
    }
    String text = new String(bytes.array(), StandardCharsets.US_ASCII);
    if (!text.matches("[0-9]{19} [0-9]{19}\n")) {
      throw new SoulgraphException(
          Code.DATA_UNREADABLE, "the clock's state is two numbers", file.toString());
    }
    try {
      return new States(
          Long.parseLong(text.substring(0, DIGITS)),
          Long.parseLong(text.substring(DIGITS + 1, LENGTH - 1)));
    } catch (NumberFormatException e) {
      throw new SoulgraphException(
          Code.DATA_UNREADABLE, "the clock's state is two numbers", file.toString(), e);
    }
  }

  private static byte[] text(States states) {
    return (padded(states.issued()) + " " + padded(states.accepted()) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String padded(long number) {
    String digits = Long.toString(number);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }
}
