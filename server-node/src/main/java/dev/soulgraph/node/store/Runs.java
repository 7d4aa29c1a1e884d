package dev.soulgraph.node.store;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The openings of a store. A number that was handed out and then lost with the power is told apart
 * from the same number given again by the run that gave it.
 */
final class Runs {
  /** Forty bytes each; a client that stayed away for longer than so many reads everything anew. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<Frame.Id, Long> ends = new HashMap<>();
  private final Frame.Id current;

  /** Ends the last run at {@code head}, the last number found, and begins a new one. */
  Runs(MVMap<Long, byte[]> table, Frame.Id current, long head) {
    this.current = current;
    Long last = table.lastKey();
    long ordinal = last == null ? 0 : last + 1;
    for (long each : new ArrayList<>(table.keyList())) {
      byte[] record = table.get(each);
      if (each + MAX_REMEMBERED <= ordinal || record == null) {
        table.remove(each);
        continue;
      }
      CborReader in = new CborReader(record);
      Frame.Id id = Frame.Id.of(in.bytesOf(Frame.Id.BYTES));
      long first = in.uint(Long.MAX_VALUE);
      long end = in.nil() ? head : in.uint(Long.MAX_VALUE);
      ends.put(id, end);
      table.put(each, record(id, first, end));
    }
    table.put(ordinal, record(current, head + 1, null));
  }

  private static byte[] record(Frame.Id id, long first, @Nullable Long end) {
    CborWriter out = new CborWriter(64);
    out.bytes(id.bytes()).uint(first);
    return (end == null ? out.nil() : out.uint(end)).toBytes();
  }

  Frame.Id current() {
    return current;
  }

  /** The number from which a reader of that run goes on, or null where the run is unknown. */
  @Nullable Long resume(Frame.Id run, long number, long head) {
    Long end = run.equals(current) ? Long.valueOf(head) : ends.get(run);
    return end == null ? null : Long.valueOf(Math.min(number, end));
  }
}
