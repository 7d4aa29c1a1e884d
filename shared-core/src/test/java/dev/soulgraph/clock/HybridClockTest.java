package dev.soulgraph.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Seeds;
import org.junit.jupiter.api.Test;

final class HybridClockTest {
  private static final long NOW = 1_780_000_000_000L;

  private long nowMs = NOW;

  private static long state(long ms, int counter) {
    return ms << Tolerance.COUNTER_BITS | counter;
  }

  @Test
  void statesRiseWhateverTheWallClockDoes() {
    for (int round = 0; round < 50; round++) {
      Dice dice = Seeds.dice(round);
      HybridClock clock = new HybridClock(() -> nowMs, 0);
      long last = 0;
      for (int i = 0; i < 1000; i++) {
        nowMs += dice.below(20) - 10;
        if (dice.onceIn(3)) {
          clock.observe(state(nowMs + dice.below(20_000) - 5000, dice.below(65536)));
        }
        long next = clock.next(0);
        assertTrue(next > last, Seeds.again(round));
        last = next;
      }
    }
  }

  @Test
  void aStateIsTheWallClocksWhereNothingIsHigher() {
    assertEquals(state(NOW, 0), new HybridClock(() -> nowMs, 0).next(0));
  }

  @Test
  void theCounterCarriesIntoTheMilliseconds() {
    HybridClock clock = new HybridClock(() -> nowMs, state(NOW, 0xffff));
    assertEquals(state(NOW + 1, 0), clock.next(0));
  }

  @Test
  void aStateLiesAboveTheLastOfAnEarlierLifeAndAboveWhatItBeats() {
    HybridClock clock = new HybridClock(() -> nowMs, state(NOW + 50, 3));
    assertEquals(state(NOW + 50, 4), clock.next(0));
    assertEquals(state(NOW + 90, 1), clock.next(state(NOW + 90, 0)));
    clock.restore(state(NOW + 200, 0));
    assertEquals(state(NOW + 200, 1), clock.next(0));
  }

  @Test
  void onlyASecondOfAnothersLeadIsAbsorbed() {
    HybridClock clock = new HybridClock(() -> nowMs, 0);
    clock.observe(state(NOW + 4000, 7));
    assertEquals(state(NOW + Tolerance.ABSORB_AHEAD_MS, 1), clock.next(0));
    HybridClock other = new HybridClock(() -> nowMs, 0);
    other.observe(state(NOW + 300, 7));
    assertEquals(state(NOW + 300, 8), other.next(0));
  }

  @Test
  void theClockFallsBackWhenItsStatesWereRefused() {
    HybridClock clock = new HybridClock(() -> nowMs, state(NOW + 3_600_000, 0));
    clock.fallBack(state(NOW - 1000, 5));
    assertEquals(state(NOW, 0), clock.next(0));
  }

  @Test
  void aWallClockBefore1970IssuesLawfulStates() {
    nowMs = -1_000_000;
    HybridClock clock = new HybridClock(() -> nowMs, 0);
    assertTrue(clock.next(0) > 0);
    clock.observe(5);
    assertTrue(clock.next(0) > 0);
  }

  @Test
  void toleranceIsMeasuredAgainstTheWallClockToTheMillisecond() {
    assertEquals(Tolerance.Verdict.MERGE, Tolerance.of(0, NOW));
    assertEquals(Tolerance.Verdict.MERGE, Tolerance.of(state(NOW + 5000, 0xffff), NOW));
    assertEquals(Tolerance.Verdict.DEFER, Tolerance.of(state(NOW + 5001, 0), NOW));
    assertEquals(Tolerance.Verdict.DEFER, Tolerance.of(state(NOW + 600_000, 0xffff), NOW));
    assertEquals(Tolerance.Verdict.REFUSE, Tolerance.of(state(NOW + 600_001, 0), NOW));
    assertEquals(Tolerance.Verdict.REFUSE, Tolerance.of(Long.MAX_VALUE, NOW));
  }
}
