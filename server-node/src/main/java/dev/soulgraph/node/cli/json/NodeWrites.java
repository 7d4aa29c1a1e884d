package dev.soulgraph.node.cli.json;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Value;
import java.util.Collections;
import java.util.List;

/**
 * What one record becomes.
 *
 * @param record its number in the input, from 1
 * @param states beside each write the state it is to have, or {@link #NOW}
 * @param whole whether nothing of it was left out
 */
public record NodeWrites(long record, List<Write> writes, List<Long> states, boolean whole) {
  /** The state of the commit that it goes into. */
  public static final long NOW = Long.MAX_VALUE;

  private static final int WRITE_OVERHEAD_BYTES = 80;

  /** One that is written as of now. */
  public static NodeWrites now(long record, List<Write> writes, boolean whole) {
    return new NodeWrites(record, writes, Collections.nCopies(writes.size(), NOW), whole);
  }

  /** About what it weighs in a commit, in bytes. */
  public int weight() {
    int weight = 0;
    for (Write write : writes) {
      weight += WRITE_OVERHEAD_BYTES + write.soul().text().length() + write.key().length();
      if (write.value() instanceof Value.Text text) {
        weight += text.value().length();
      } else if (write.value() instanceof Value.Bytes bytes) {
        weight += bytes.value().length;
      } else if (write.value() instanceof Value.Opaque opaque) {
        weight += opaque.cbor().length;
      }
    }
    return weight;
  }
}
