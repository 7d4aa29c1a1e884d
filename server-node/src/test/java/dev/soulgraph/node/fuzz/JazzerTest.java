package dev.soulgraph.node.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.Seeds;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Jazzer, led by what each input reaches, for a bounded number of runs over all targets. */
final class JazzerTest {
  private static final int RUNS = 1_000;

  @Test
  void noInputThatReachesSomethingNewFindsADefect() throws IOException, InterruptedException {
    FuzzRun run = new FuzzRun(Fuzz.ALL);
    assertTrue(run.fuzz(FuzzRun.RUNS + RUNS, Seeds.seed()), "see target/fuzz/all");
  }
}
