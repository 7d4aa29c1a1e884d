package dev.soulgraph.node.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** As many as there are places, and each is given back once. */
final class PlacesTest {
  private final Places places = new Places();
  private final Leaving guest = new Leaving();

  private static final class Leaving implements Guest {
    int left;

    @Override
    public @Nullable SoulgraphException judge(Frame frame, int bytes) {
      return null;
    }

    @Override
    public void badSeal() {}

    @Override
    public long pauseNanos() {
      return 0;
    }

    @Override
    public void left() {
      left++;
    }
  }

  private Places.Place take() {
    Places.Place place = places.take(2, guest, 0);
    assertNotNull(place);
    return place;
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    Places.Place first = take();
    take();
    assertNull(places.take(2, guest, 0));
    first.leave();
    first.leave();
    assertEquals(1, places.taken());
    take();
    assertNull(places.take(2, guest, 0));
  }

  @Test
  void whoNeverComesToBeOpenLosesThePlace() {
    take().opened();
    take();
    places.tick(1_000, 1_000);
    assertEquals(2, places.taken());
    places.tick(1_001, 1_000);
    assertEquals(1, places.taken());
    assertEquals(1, guest.left);
  }

  @Test
  void manyAtOnceGetNoMoreThanThereAre() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> taken = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      taken.add(
          threads.submit(
              () -> {
                int mine = 0;
                for (int each = 0; each < 1_000; each++) {
                  mine += places.take(3_000, guest, 0) == null ? 0 : 1;
                }
                return mine;
              }));
    }
    int all = 0;
    for (Future<Integer> each : taken) {
      all += each.get();
    }
    threads.shutdown();
    assertEquals(3_000, all);
  }
}
