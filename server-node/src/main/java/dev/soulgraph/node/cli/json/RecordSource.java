package dev.soulgraph.node.cli.json;

import dev.soulgraph.graph.SoulgraphException;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** What an import reads, one record in memory at a time. */
public interface RecordSource extends Closeable {
  /** How many records have been met, a bad last one included. */
  long count();

  /**
   * The next record, or null at the end. After a refusal {@link #skip} may go on behind the record
   * that was refused, unless the input can't be read from there on.
   *
   * @throws SoulgraphException with the record's number and line
   */
  @Nullable NodeWrites next();

  /** Passes over one record; false at the end, or where the input can't be read on. */
  boolean skip();

  @Override
  void close();
}
