package dev.soulgraph.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulator is itself tested: known faults, put into the code, have to be found. */
final class MutationsTest {
  @Test
  void everyKnownFaultIsFoundWithinItsSeeds() {
    List<String> told = new ArrayList<>();
    boolean all = Mutations.run(told::add);
    assertTrue(all, String.join("\n", told));
  }
}
