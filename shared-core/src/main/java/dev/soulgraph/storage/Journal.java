package dev.soulgraph.storage;

import java.util.function.Consumer;

/**
 * What an embedded replica, such as a browser's, keeps: received parts as <i>records</i>, its own
 * unacknowledged commits as <i>pending</i>, and small <i>meta</i> entries. Writes between {@link
 * #begin} and {@link #end} are one transaction. Keys are positive integers below 2^53.
 */
public interface Journal {
  void begin();

  void putRecord(double key, byte[] record);

  void removeRecord(double key);

  void putPending(double key, byte[] record);

  void removePending(double key);

  void putMeta(String name, byte[] value);

  /**
   * @param answer called once, at once or later: true when all of it is durable, false when nothing
   *     of it was kept
   */
  void end(Consumer<Boolean> answer);
}
