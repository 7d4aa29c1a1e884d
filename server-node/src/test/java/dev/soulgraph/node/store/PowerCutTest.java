package dev.soulgraph.node.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was forced outlives a power cut at any write, whatever becomes of what wasn't forced, and
 * what the store then holds agrees with itself. {@code -Dsoulgraph.cuts=N} tries N writes in each
 * test instead of some; {@code -Dsoulgraph.seed=N} makes others.
 */
final class PowerCutTest {
  private static final int CUTS = Integer.getInteger("soulgraph.cuts", 40);
  private static final String OFF = "the power is off";

  @TempDir Path folder;

  private final Random random = new Random(Seeds.seed());
  private final StoreHistory history = new StoreHistory(random);

  /** With a write done and not forced: the disk, and of which steps it may be. */
  private record Moment(Platter platter, int acknowledged, int steps) {}

  private MvStore open(VolatileDisk disk) {
    return disk.open("main", history::nowMs, MvStoreTest::random);
  }

  /** A moment for each write that {@code work} does. */
  private List<Moment> record(VolatileDisk disk, Runnable work) {
    List<Moment> moments = new ArrayList<>();
    disk.watch(
        operation -> {
          if (!(operation instanceof Platter.Force)) {
            Platter platter = disk.platter();
            platter.did(operation);
            moments.add(new Moment(platter, history.acknowledged(), history.steps()));
          }
        });
    work.run();
    disk.watch(operation -> {});
    return moments;
  }

  /** Cuts the power at writes that are spread evenly, each time with every kind of loss. */
  private void cutAt(List<Moment> moments, int cuts) {
    VolatileDisk disk = new VolatileDisk(folder.resolve("found"));
    int count = Math.min(cuts, moments.size());
    for (int i = 0; i < count; i++) {
      int write = (int) ((long) i * moments.size() / count);
      Moment moment = moments.get(write);
      for (Loss loss : Loss.values()) {
        disk.insert(loss.leave(moment.platter, random));
        check(disk, moment, Seeds.again(0) + ", write " + write + ", lost " + loss);
      }
    }
    disk.remove();
  }

  private void check(VolatileDisk disk, Moment moment, String what) {
    int step;
    try (MvStore store = open(disk)) {
      assertEquals(Set.of("soulgraph.mv.db"), disk.names(), what);
      step = history.check(store, moment.acknowledged, moment.steps, what);
      if (random.nextInt(4) == 0) {
        while (store.tidy()) {
          // until nothing is left to do
        }
        history.check(store, step, step, what + ", tidied");
      }
    }
    if (random.nextInt(4) == 0) {
      try (MvStore store = open(disk)) {
        history.check(store, step, step, what + ", opened again");
      }
    }
  }

  @Test
  void whatWasForcedIsThereAfterACutAtAnyWrite() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    try (MvStore store = open(disk)) {
      List<Moment> moments = record(disk, () -> steps(store, 400));
      assertTrue(moments.size() > 100, moments.size() + " writes");
      cutAt(moments, CUTS);
    }
    disk.remove();
  }

  private void steps(MvStore store, int count) {
    for (int i = 0; i < count; i++) {
      history.step(store);
    }
  }

  @Test
  void whatWasForcedIsThereThoughTheFileWasBeingCompactedAndWiped() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    try (MvStore store = open(disk)) {
      history.doMuch(store, 6, 1_000);
      List<Moment> moments =
          record(
              disk,
              () -> {
                for (int i = 0; i < 30; i++) {
                  history.step(store);
                  store.tidy();
                }
              });
      cutAt(moments, Math.max(1, CUTS / 8));
    }
    disk.remove();
  }

  /** Where something was beaten, the file is written anew under another name, then renamed. */
  @Test
  void allIsThereThoughTheStoreWasBeingClosed() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    MvStore store = open(disk);
    steps(store, 100);
    store.force();
    history.acknowledgeAll();
    List<Moment> moments = record(disk, store::close);
    assertTrue(
        moments.stream()
            .anyMatch(each -> each.platter.unforced().stream().anyMatch(Platter::isOfNames)));
    cutAt(moments, moments.size());
    disk.remove();
  }

  /** Nothing can have been acknowledged, so it is begun anew; what follows is kept as ever. */
  @Test
  void aFirstStartThatIsCutOffAtAnyWriteIsBegunAnew() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    List<Moment> moments =
        record(
            disk,
            () -> {
              try (MvStore store = open(disk)) {
                steps(store, 10);
              }
            });
    disk.remove();
    assertTrue(
        moments.stream().anyMatch(each -> each.acknowledged == 0),
        "writes before anything is told");
    cutAt(moments, moments.size());
  }

  /** Whoever hands on a file of that name has forced it: now it may be what was acknowledged. */
  @Test
  void aFileThatIsThereAndHoldsNothingIsRefusedAndLeftAsItIs() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    for (int size : new int[] {0, 1, 4096, 8192, 100_000}) {
      disk.insert(Map.of(MvStore.FILE, new byte[size]));
      SoulgraphException refusal = assertThrows(SoulgraphException.class, () -> open(disk));
      assertEquals(Code.DATA_UNREADABLE, refusal.code(), size + " bytes");
      assertEquals(Set.of(MvStore.FILE), disk.names());
      assertArrayEquals(new byte[size], disk.bytes(MvStore.FILE), size + " bytes");
    }
    disk.remove();
  }

  @Test
  void thePowerMayGoOffAgainAndAgain() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    open(disk).close();
    for (int cut = 0; cut < CUTS; cut++) {
      String what = Seeds.again(0) + ", cut " + cut;
      int[] left = {random.nextInt(60)};
      disk.watch(
          operation -> {
            if (left[0]-- <= 0) {
              throw new IOException(OFF);
            }
          });
      writeUntilItFails(disk, what);
      disk.watch(operation -> {});
      disk.cut(Loss.values()[random.nextInt(Loss.values().length)], random);
      try (MvStore store = open(disk)) {
        history.goBackTo(history.check(store, history.acknowledged(), history.steps(), what));
      }
    }
    disk.remove();
  }

  private void writeUntilItFails(VolatileDisk disk, String what) {
    try (MvStore store = open(disk)) {
      for (int i = 0; i < 60; i++) {
        history.step(store);
      }
    } catch (SoulgraphException e) {
      boolean named = e.code() == Code.STORAGE_FAILED || e.code() == Code.DATA_UNREADABLE;
      assertTrue(named, what + ": " + e);
    }
  }

  @Test
  void aStoreThatCouldNotWriteOnceTakesNothingMoreAndLosesNothing() {
    VolatileDisk disk = new VolatileDisk(folder.resolve("written"));
    open(disk).close();
    for (int failing = 0; failing < CUTS; failing++) {
      String what = Seeds.again(0) + ", operation " + failing;
      int[] left = {failing};
      boolean[] hasFailed = {false};
      MvStore store = open(disk);
      disk.watch(
          operation -> {
            if (left[0]-- == 0) {
              hasFailed[0] = true;
              throw new IOException("no space is left");
            }
          });
      SoulgraphException refusal =
          assertThrows(
              SoulgraphException.class,
              () -> {
                while (true) {
                  history.step(store);
                }
              },
              what);
      assertEquals(Code.STORAGE_FAILED, refusal.code(), what);
      assertTrue(hasFailed[0], what);
      assertThrows(SoulgraphException.class, store::force, what);
      assertThrows(SoulgraphException.class, () -> store.compare(Scope.ALL, items -> ""), what);
      store.close();
      disk.watch(operation -> {});
      try (MvStore again = open(disk)) {
        history.goBackTo(history.check(again, history.acknowledged(), history.steps(), what));
      }
    }
    disk.remove();
  }
}
