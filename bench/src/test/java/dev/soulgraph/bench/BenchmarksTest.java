package dev.soulgraph.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Each benchmark does what it measures, once and small; figures come from {@code bench/run}. */
final class BenchmarksTest {
  @Test
  void aCommitIsWrittenAndReceived() {
    CommitBenchmark commit = new CommitBenchmark();
    commit.changes = 100;
    commit.prepare();
    assertTrue(commit.encode() > 100);
    assertEquals(100, commit.receive());
  }

  @Test
  void aCommitOfSeveralFramesIsReceived() {
    CommitBenchmark commit = new CommitBenchmark();
    commit.changes = 100_000;
    commit.prepare();
    assertEquals(100_000, commit.receive());
  }

  @Test
  void allDifferencesAreFoundAndWhatItTakesIsCounted() {
    for (String differences : new String[] {"0", "1", "10", "1%"}) {
      ReconcileBenchmark sets = new ReconcileBenchmark();
      sets.differences = differences;
      sets.prepare();
      ReconcileBenchmark.Cost cost = new ReconcileBenchmark.Cost();
      sets.reconcile(cost);
      assertTrue(cost.rounds() >= 1 && cost.bytes() > 0);
    }
  }
}
