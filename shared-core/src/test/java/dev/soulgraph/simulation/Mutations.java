package dev.soulgraph.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Whether the simulator finds known faults: {@link MutationList} put in, one at a time. */
final class Mutations {
  private static final String PACKAGE = "dev/soulgraph/";

  private Mutations() {}

  /**
   * Tries each.
   *
   * @param out told of each, as it is done
   * @return whether all were found within their seeds
   */
  static boolean run(Consumer<String> out) {
    int missed = 0;
    for (Mutation mutation : MutationList.ALL) {
      String found = found(mutation);
      missed += found.startsWith("NOT") ? 1 : 0;
      out.accept(mutation.name() + ": " + found);
    }
    out.accept(
        MutationList.ALL.size() - missed + " of " + MutationList.ALL.size() + " mutations found");
    return missed == 0;
  }

  private static String found(Mutation mutation) {
    String source;
    try {
      source = Files.readString(sources().resolve(PACKAGE + mutation.file()));
    } catch (IOException e) {
      return "NOT TRIED, there is no " + mutation.file();
    }
    int at = source.indexOf(mutation.text());
    if (at < 0 || source.indexOf(mutation.text(), at + 1) >= 0) {
      return "NOT TRIED, its text doesn't stand in " + mutation.file() + " exactly once";
    }
    String mutant = source.replace(mutation.text(), mutation.fault());
    try {
      MutantLoader loader = new MutantLoader(PACKAGE + mutation.file(), mutant);
      Method trial =
          loader
              .loadClass("dev.soulgraph.simulation.Trial")
              .getDeclaredMethod("firstBroken", int.class);
      trial.setAccessible(true);
      String first = (String) trial.invoke(null, mutation.seeds());
      return first.isEmpty() ? "NOT FOUND within " + mutation.seeds() + " seeds" : first;
    } catch (IllegalArgumentException e) {
      return "NOT TRIED, it doesn't compile: " + e.getMessage();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The core's sources, from wherever in the repository this runs. */
  private static Path sources() {
    Path at = Path.of(System.getProperty("soulgraph.root", "")).toAbsolutePath();
    while (!Files.isDirectory(at.resolve("shared-core/src/main/java"))) {
      Path parent = at.getParent();
      if (parent == null) {
        throw new UncheckedIOException(new IOException("no sources of the core above " + at));
      }
      at = parent;
    }
    return at.resolve("shared-core/src/main/java");
  }
}
