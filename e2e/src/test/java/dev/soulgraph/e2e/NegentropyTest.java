package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The core's Negentropy beside the reference implementation: of random sets, ours and theirs, ours
 * with theirs, and theirs with ours exchange the same bytes and find the same differences.
 *
 * <p>States stay small, since the reference in JavaScript cuts numbers to 32 bits.
 */
class NegentropyTest {
  private static final int RUNS = Integer.getInteger("soulgraph.negentropy.runs", 6);
  private static final long SEED = Long.getLong("soulgraph.seed", 20260101);
  private static final int ITEMS = Integer.getInteger("soulgraph.negentropy.items", 20_000);
  private static final int DIFFERENCES = 100;
  private static final int CHECK_BYTES = 12;
  private static final int[] PER_MILLE = {0, 1, 10, 100, 500, 1000};

  private static final List<LineProcess> OURS = new ArrayList<>();
  private static final List<LineProcess> REFERENCE = new ArrayList<>();

  private record Sets(
      List<String> initiator, List<String> responder, TreeSet<String> differences) {}

  private record Dialogue(List<String> messages, TreeSet<String> found) {}

  @BeforeAll
  static void start() throws IOException {
    Path core = Command.REPOSITORY.resolve("shared-core").resolve("target");
    String classPath = core.resolve("classes") + File.pathSeparator + core.resolve("test-classes");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        Command.REPOSITORY
            .resolve(Path.of("e2e", "src", "test", "js", "negentropy.mjs"))
            .toString();
    for (int i = 0; i < 2; i++) {
      OURS.add(new LineProcess(java, "-cp", classPath, "dev.soulgraph.reconcile.Harness"));
      REFERENCE.add(new LineProcess("node", script, Command.NODE_MODULES.toString()));
    }
  }

  @AfterAll
  static void stop() {
    OURS.forEach(LineProcess::close);
    REFERENCE.forEach(LineProcess::close);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4096,4096", "4096,0", "6000,4096", "262144,262144"})
  void bothExchangeTheSameBytes(int initiatorMaxBytes, int responderMaxBytes) {
    for (int run = 0; run < RUNS; run++) {
      String name = "run " + run + " (-Dsoulgraph.seed=" + SEED + ")";
      Sets sets = sets(new Random(SEED + run));
      List<Dialogue> dialogues = new ArrayList<>();
      for (LineProcess initiator : List.of(REFERENCE.get(0), OURS.get(0))) {
        for (LineProcess responder : List.of(REFERENCE.get(1), OURS.get(1))) {
          begin(initiator, initiatorMaxBytes, sets.initiator());
          begin(responder, responderMaxBytes, sets.responder());
          dialogues.add(talk(initiator, responder, "initiate"));
        }
      }
      assertEquals(sets.differences(), dialogues.get(0).found(), name);
      for (Dialogue each : dialogues) {
        assertEquals(dialogues.get(0), each, name);
      }
      assertTrue(dialogues.get(0).messages().size() > 1, name);
    }
  }

  /**
   * Half of the differences on each side. With {@code -Dsoulgraph.negentropy.items=1000000} this
   * gives the figures of docs/FIGURES.md.
   */
  @Test
  void theCheckFindsTheSame() {
    Sets sets = scattered(new Random(SEED));
    begin(REFERENCE.get(0), 0, sets.initiator());
    begin(REFERENCE.get(1), 0, sets.responder());
    Dialogue reference = talk(REFERENCE.get(0), REFERENCE.get(1), "initiate");
    begin(OURS.get(0), 0, sets.initiator());
    begin(OURS.get(1), 0, sets.responder());
    Dialogue start = talk(OURS.get(0), OURS.get(1), "initiate");
    Dialogue check = talk(OURS.get(0), REFERENCE.get(1), "check," + "5a".repeat(CHECK_BYTES));
    assertEquals(reference, start);
    assertEquals(sets.differences(), reference.found());
    assertEquals(sets.differences(), check.found());
    System.out.printf(
        "%d items, %d differences: the reference %d bytes in %d rounds, the check %d in %d%n",
        ITEMS, DIFFERENCES, bytes(reference), rounds(reference), bytes(check), rounds(check));
  }

  private static int rounds(Dialogue dialogue) {
    return dialogue.messages().size() / 2;
  }

  private static int bytes(Dialogue dialogue) {
    return dialogue.messages().stream()
        .mapToInt(line -> (line.length() - "msg,".length()) / 2)
        .sum();
  }

  private static Sets scattered(Random random) {
    Sets sets = new Sets(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    int made = 0;
    for (int i = 0; i < ITEMS; i++) {
      String id = id(random);
      String line = "item," + i + "," + id;
      boolean differs = (long) i * DIFFERENCES / ITEMS != (i + 1L) * DIFFERENCES / ITEMS;
      made += differs ? 1 : 0;
      if (!differs || made % 2 == 0) {
        sets.initiator().add(line);
      }
      if (!differs || made % 2 == 1) {
        sets.responder().add(line);
      }
      if (differs) {
        sets.differences().add((made % 2 == 0 ? "have," : "need,") + id);
      }
    }
    return sets;
  }

  private static Sets sets(Random random) {
    int size = random.nextInt(List.of(70, 1500, 9000).get(random.nextInt(3)));
    int states = random.nextBoolean() ? 1 + random.nextInt(5) : 1 << random.nextInt(31);
    int onlyInitiator = PER_MILLE[random.nextInt(PER_MILLE.length)];
    int onlyResponder = PER_MILLE[random.nextInt(PER_MILLE.length)];
    Sets sets = new Sets(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    for (int i = 0; i < size; i++) {
      String id = id(random);
      String line = "item," + random.nextInt(states) + "," + id;
      int chance = random.nextInt(1000);
      boolean initiatorOnly = chance < onlyInitiator;
      boolean responderOnly = !initiatorOnly && chance < onlyInitiator + onlyResponder;
      if (!responderOnly) {
        sets.initiator().add(line);
      }
      if (!initiatorOnly) {
        sets.responder().add(line);
      }
      if (initiatorOnly || responderOnly) {
        sets.differences().add((initiatorOnly ? "have," : "need,") + id);
      }
    }
    Collections.shuffle(sets.responder(), random);
    return sets;
  }

  private static String id(Random random) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      hex.append(String.format("%016x", random.nextLong()));
    }
    return hex.toString();
  }

  private static void begin(LineProcess side, int frameMaxBytes, List<String> items) {
    side.send("begin," + frameMaxBytes);
    items.forEach(side::send);
    side.send("seal");
  }

  private static Dialogue talk(LineProcess initiator, LineProcess responder, String begin) {
    Dialogue dialogue = new Dialogue(new ArrayList<>(), new TreeSet<>());
    List<String> lines = initiator.ask(begin);
    String message = lines.get(0);
    while (!message.equals("done")) {
      dialogue.messages().add(message);
      String answer = responder.ask(message).get(0);
      dialogue.messages().add(answer);
      lines = initiator.ask(answer);
      message = lines.get(lines.size() - 1);
      dialogue.found().addAll(lines.subList(0, lines.size() - 1));
    }
    return dialogue;
  }
}
