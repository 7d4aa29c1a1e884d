package dev.soulgraph.node.store;

import dev.soulgraph.simulation.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code ./simulate --store h2} starts: the simulator, with the real store to choose. */
final class SimulateOnDisk {
  private SimulateOnDisk() {}

  /** Ends the process. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("soulgraph-simulation");
    int[] disks = new int[1];
    int code;
    try {
      code =
          Main.run(
              args,
              Map.of("h2", number -> new SimulatedDisk(() -> folder.resolve("disk" + ++disks[0]))));
    } finally {
      remove(folder);
    }
    System.exit(code);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
