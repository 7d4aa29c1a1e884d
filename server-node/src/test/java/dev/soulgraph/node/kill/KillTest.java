package dev.soulgraph.node.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every acknowledged change outlives SIGKILL at any moment. {@code ./stress kill} does it more
 * often.
 */
final class KillTest {
  private static final int TIMES = Integer.getInteger("soulgraph.kills", 3);
  private static final long SEED = Long.getLong("soulgraph.seed", new Random().nextInt(1_000_000));

  @TempDir Path folder;

  @Test
  void everyAcknowledgedChangeOutlivesSigkillAtAnyMoment()
      throws IOException, InterruptedException {
    KillRun run = new KillRun(folder.resolve("data"), SEED, System.out);
    assertEquals(List.of(), run.run(TIMES));
    assertTrue(run.acknowledged() > 0, "seed " + SEED);
  }
}
