package dev.soulgraph.sync;

import dev.soulgraph.graph.Scope;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read last for those who catch up with much: many who come at about the same time, as
 * after a restart, are sent what was read once. A piece stays right while others merge: what has
 * been overwritten since comes again, under its new number. For any thread.
 */
final class Pieces {
  /** Some sixteen pieces: who is further behind the others is read for alone. */
  private static final int KEPT_MAX_BYTES = 4 << 20;

  /**
   * What decides which frames are read, beside how far.
   *
   * @param scope the number that its receiver has given it, which stands in the frames
   */
  record Wanted(
      Scope what, int scope, long after, String place, int pieceBytes, int frameMaxBytes) {}

  /**
   * @param through as {@link dev.soulgraph.storage.Store.Piece}
   * @param place where to go on; null at the end
   */
  record Read(List<byte[]> frames, long through, @Nullable String place) {
    int bytes() {
      int sum = 0;
      for (byte[] frame : frames) {
        sum += frame.length;
      }
      return sum;
    }
  }

  /** Whoever wants what is just being read waits for it. */
  private static final class Slot {
    private @Nullable Read read;
    private int bytes;
    private boolean used;
  }

  private final Map<Wanted, Slot> slots = new LinkedHashMap<>();
  private int bytes;

  /**
   * A piece that was read before, or what {@code reading} gives.
   *
   * @param upTo the highest number that may be in it
   */
  Read get(Wanted wanted, long upTo, Supplier<Read> reading) {
    Slot slot;
    synchronized (this) {
      slot = slots.computeIfAbsent(wanted, key -> new Slot());
      slot.used = true;
    }
    Read read;
    synchronized (slot) {
      Read known = slot.read;
      if (known != null && known.through <= upTo) {
        return known;
      }
      read = reading.get();
      // Any other ends where its own reader's numbers do, or says nothing about numbers.
      slot.read = read.place != null && read.through > wanted.after ? read : null;
    }
    keep(wanted, slot, slot.read == null ? 0 : read.bytes());
    return read;
  }

  private synchronized void keep(Wanted wanted, Slot slot, int now) {
    if (slots.get(wanted) != slot) {
      return;
    }
    bytes += now - slot.bytes;
    slot.bytes = now;
    if (now == 0) {
      slots.remove(wanted);
    }
    Iterator<Slot> eldest = slots.values().iterator();
    while (bytes > KEPT_MAX_BYTES && eldest.hasNext()) {
      bytes -= eldest.next().bytes;
      eldest.remove();
    }
  }

  /** Forgets what nobody has asked for since the last time. */
  synchronized void tick() {
    Iterator<Slot> each = slots.values().iterator();
    while (each.hasNext()) {
      Slot slot = each.next();
      if (!slot.used) {
        bytes -= slot.bytes;
        each.remove();
      }
      slot.used = false;
    }
  }

  /** The bytes of what is kept. */
  synchronized int bytes() {
    return bytes;
  }
}
