package dev.soulgraph.node.fuzz;

import com.sun.management.ThreadMXBean;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.lang.management.ManagementFactory;

/** Hands an input to a target, and holds the target to what all of them promise. */
final class Harness {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is met for the first time loads classes, which counts too. */
  private static final int TRIES = 3;

  private Harness() {}

  /**
   * @throws RuntimeException or an error: a defect
   */
  static void run(Target target, byte[] input) {
    long allocated = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && allocated > target.allocatedMaxBytes(input.length); i++) {
      allocated = allocatedBy(target, input);
    }
    if (allocated > target.allocatedMaxBytes(input.length)) {
      throw new AssertionError(allocated + " bytes allocated for " + input.length);
    }
  }

  private static long allocatedBy(Target target, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      target.read(input);
    } catch (SoulgraphException e) {
      if (e.code() == Code.INTERNAL || e.rule().isEmpty()) {
        throw new AssertionError("a refusal names a rule", e);
      }
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
