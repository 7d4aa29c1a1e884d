package dev.soulgraph.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Holds the code to the golden vectors, as another implementation would be. Plain Java only: it
 * runs on every JVM, as Wasm and as JavaScript.
 */
public final class Vectors {
  private static final Map<String, BiConsumer<Case, Findings>> FILES = new LinkedHashMap<>();

  static {
    FILES.put("keys", Listed::key);
    FILES.put("values", Listed::value);
    FILES.put("changes", Listed::change);
    FILES.put("seals", ListedSeals::seal);
    FILES.put("signatures", Listed::signature);
    FILES.put("frames", Listed::frame);
    FILES.put("hello", Listed::hello);
    FILES.put("presence", PresenceVectors::run);
    FILES.put("refused", Listed::refused);
    FILES.put("merge", Listed::merge);
    FILES.put("erases", Erasures::run);
    FILES.put("judged", Judged::run);
    FILES.put("packed", Packings::run);
    FILES.put("reconcile", Reconciliations::run);
  }

  private Vectors() {}

  /** The files' names, without their ending. */
  public static List<String> names() {
    return new ArrayList<>(FILES.keySet());
  }

  /** A file's text. On a JVM only. */
  public static String stored(String name) {
    return VectorFile.stored(name);
  }

  /**
   * Runs all cases of a file and returns what was found, the same on every platform.
   *
   * @throws IllegalArgumentException for a file that isn't one of {@link #names()}
   * @throws IllegalStateException where the code doesn't do what is listed
   */
  public static String run(String name, String json) {
    BiConsumer<Case, Findings> held = FILES.get(name);
    if (held == null) {
      throw new IllegalArgumentException("no such vectors: " + name);
    }
    Findings found = new Findings();
    for (Case each : VectorFile.cases(json)) {
      held.accept(each, found);
    }
    return found.toString();
  }
}
