package dev.soulgraph.bench;

import dev.soulgraph.graph.Soul;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.seal.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two nodes' data folders that share all but some changes. What is shared came in commits of a
 * hundred nodes each; what one folder has alone are commits of one change, their states scattered
 * over all of it.
 */
public final class Folders implements AutoCloseable {
  private static final int NODES_A_COMMIT = 100;
  private static final int FORCE_EVERY = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path root;
  private final int changes;
  private int copies;

  /** Fills both, once; they have names of their own. */
  Folders(Path root, int changes) {
    this.root = root;
    this.changes = changes;
    for (int side = 0; side < 2; side++) {
      fill(base(side), 0, changes / Workload.PROPERTIES);
    }
  }

  private Path base(int side) {
    return root.resolve("base-" + changes + "-" + side);
  }

  private static MvStore open(Path folder) {
    return MvStore.open(
        folder,
        Workload.NETWORK,
        System::currentTimeMillis,
        count -> {
          byte[] bytes = new byte[count];
          RANDOM.nextBytes(bytes);
          return bytes;
        });
  }

  private static void fill(Path folder, int from, int to) {
    Workload author = new Workload(1);
    try (MvStore store = open(folder)) {
      for (int i = from, commits = 0; i < to; i += NODES_A_COMMIT, commits++) {
        int end = Math.min(to, i + NODES_A_COMMIT);
        store.merge(author.sealed(author.changes(i, end, i)), null);
        if (commits % FORCE_EVERY == 0) {
          store.force();
        }
      }
    }
  }

  /**
   * A copy of one side, with every second of so many differences.
   *
   * @param side 0 or 1
   */
  Path copy(int side, int differences) {
    Path folder = root.resolve("copy-" + copies++);
    try {
      Files.createDirectory(folder);
      try (Stream<Path> files = Files.list(base(side))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (MvStore store = open(folder)) {
      differences(side, differences).forEach(part -> store.merge(part, null));
    }
    return folder;
  }

  private List<Part> differences(int side, int count) {
    List<Part> parts = new ArrayList<>();
    int nodes = changes / Workload.PROPERTIES;
    for (int i = side; i < count; i += 2) {
      long tick = (long) i * nodes / count;
      parts.add(new Workload(2 + side).alone(soul(i), "difference " + i, (int) tick));
    }
    return parts;
  }

  static Soul soul(int difference) {
    return Soul.of("people/difference/" + difference);
  }

  /** Deletes a folder with all in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    delete(base(0));
    delete(base(1));
  }
}
