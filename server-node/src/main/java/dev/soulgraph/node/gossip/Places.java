package dev.soulgraph.node.gossip;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many clients there may be at once, counted where they are accepted: a burst is accepted by
 * many threads before the first of its sockets is open.
 */
final class Places {
  /** Whose socket isn't open yet; where that fails, nobody tells of it. */
  private final Set<Place> arriving = new LinkedHashSet<>();

  private int taken;

  /** One client's, until it leaves. */
  final class Place {
    private final Guest guest;
    private final long sinceMs;
    private boolean left;

    private Place(Guest guest, long sinceMs) {
      this.guest = guest;
      this.sinceMs = sinceMs;
    }

    /** The socket is open: whoever it belongs to will {@link #leave}. */
    void opened() {
      synchronized (Places.this) {
        arriving.remove(this);
      }
    }

    /** Again is nothing. */
    void leave() {
      synchronized (Places.this) {
        if (left) {
          return;
        }
        left = true;
        taken--;
        arriving.remove(this);
      }
      guest.left();
    }
  }

  /** A place, or null where {@code max} are taken. */
  synchronized @Nullable Place take(int max, Guest guest, long nowMs) {
    if (taken >= max) {
      return null;
    }
    taken++;
    Place place = new Place(guest, nowMs);
    arriving.add(place);
    return place;
  }

  synchronized int taken() {
    return taken;
  }

  /** Gives back the places of those whose sockets have not come to be open in so long. */
  void tick(long nowMs, long arrivingMaxMs) {
    List<Place> lost = new ArrayList<>();
    synchronized (this) {
      for (Place each : arriving) {
        if (nowMs - each.sinceMs > arrivingMaxMs) {
          lost.add(each);
        }
      }
    }
    lost.forEach(Place::leave);
  }
}
