package dev.soulgraph.node.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.FrameCases;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hex;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every input that was kept is read or refused by name, and so is what becomes of it by damage.
 * {@code ./stress fuzz} looks for more.
 */
final class CorpusTest {
  private static final int RUNS = Integer.getInteger("soulgraph.fuzz.runs", 4_000);

  /** These play a whole session, or run a command. */
  private static final List<String> SLOW =
      List.of("node", "client", "arguments", "stored", "backup", "keys");

  private static final int SLOW_DIVISOR = 20;

  @TestFactory
  Stream<DynamicTest> whatIsKeptIsReadOrRefusedByName() {
    return Target.all().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.getKey(), () -> run(each.getKey(), each.getValue())));
  }

  private static void run(String name, Target target) {
    List<byte[]> corpus = Corpus.of(name);
    corpus.forEach(input -> run(target, input, name));
    int runs = SLOW.contains(name) ? RUNS / SLOW_DIVISOR : RUNS;
    Dice dice = Seeds.dice(name.hashCode());
    for (int i = 0; i < runs; i++) {
      byte[] input = dice.pick(corpus);
      for (int times = dice.below(6); times >= 0; times--) {
        input = FrameCases.damaged(dice, input, dice.pick(corpus));
      }
      run(target, input, Seeds.again(i) + ", " + name);
    }
  }

  private static void run(Target target, byte[] input, String what) {
    try {
      Harness.run(target, input);
    } catch (RuntimeException | Error e) {
      fail(what + ": " + Hex.encode(input), e);
    }
  }
}
