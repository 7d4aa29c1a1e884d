package dev.soulgraph.browser;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

/** What pages run while they connect; how much faster it makes them, bench/run measures. */
final class RehearsalTest {
  @Test
  void whatIsMadeCanBeReadJudgedAndMerged() {
    assertDoesNotThrow(Rehearsal::run);
  }
}
