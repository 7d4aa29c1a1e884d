package dev.soulgraph.node.cli.relay;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.storage.Journal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the clock's state of a command's database and nothing else: a command that hears of no
 * acknowledgement hasn't written, so what it sent needn't outlive it.
 */
final class StateJournal implements Journal {
  /** What a database calls the clock's state: {@code [issued, accepted]}. */
  static final String META_STATE = "state";

  private final @Nullable StateFile file;
  private StateFile.@Nullable States next;

  /**
   * @param file null for who only reads
   */
  StateJournal(@Nullable StateFile file) {
    this.file = file;
  }

  static byte[] meta(StateFile.States states) {
    return new CborWriter().array(2).uint(states.issued()).uint(states.accepted()).toBytes();
  }

  @Override
  public void begin() {}

  @Override
  public void putRecord(double key, byte[] record) {}

  @Override
  public void removeRecord(double key) {}

  @Override
  public void putPending(double key, byte[] record) {}

  @Override
  public void removePending(double key) {}

  @Override
  public void putMeta(String name, byte[] value) {
    if (name.equals(META_STATE)) {
      CborReader in = new CborReader(value);
      in.arrayOf(2);
      next = new StateFile.States(in.uint(Long.MAX_VALUE), in.uint(Long.MAX_VALUE));
    }
  }

  @Override
  public void end(Consumer<Boolean> answer) {
    if (file != null && next != null) {
      file.write(next);
      next = null;
    }
    answer.accept(true);
  }
}
