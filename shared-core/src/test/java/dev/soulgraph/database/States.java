package dev.soulgraph.database;

import dev.soulgraph.clock.Tolerance;
import java.util.Collection;
import java.util.stream.LongStream;

/** Looks into what a journal keeps of commits that wait to be acknowledged. */
final class States {
  private States() {}

  /** The milliseconds of their states. */
  static LongStream ms(Collection<byte[]> pendingRecords) {
    return pendingRecords.stream()
        .map(record -> Pending.decode(1, 1, record))
        .mapToLong(pending -> pending.changes.get(0).state() >> Tolerance.COUNTER_BITS);
  }
}
