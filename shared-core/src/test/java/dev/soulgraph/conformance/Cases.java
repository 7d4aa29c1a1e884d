package dev.soulgraph.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The shared cases. Each returns a transcript that must be the same, byte for byte, on the JVM, in
 * Wasm and in JavaScript; so plain Java only, and nothing whose order a platform chooses.
 */
public final class Cases {
  private static final Map<String, Supplier<String>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("sha256", CodecCases::sha256);
    ALL.put("utf8", CodecCases::utf8);
    ALL.put("numbers", CodecCases::numbers);
    ALL.put("values", CodecCases::values);
    ALL.put("changes", CodecCases::changes);
    ALL.put("names", NameCases::names);
    ALL.put("authors", NameCases::authors);
    ALL.put("states", NameCases::states);
    ALL.put("roots", SealCases::roots);
    ALL.put("pruned-trees", SealCases::prunedTrees);
    ALL.put("pieces", SealCases::pieces);
    ALL.put("seal-messages", SealCases::messages);
    ALL.put("parts", PartCases::roundTrips);
    ALL.put("unlawful-leaves", PartCases::unlawfulLeaves);
    ALL.put("refused-parts", PartCases::refused);
    ALL.put("frames", FrameCases::frames);
    ALL.put("refused-frames", FrameCases::refused);
    ALL.put("damaged-frames", FrameCases::damagedFrames);
    ALL.put("author-keys", CurveCases::authorKeys);
    ALL.put("signature-rules", CurveCases::signatureRules);
    ALL.put("clock", ClockCases::clock);
    ALL.put("tolerance", ClockCases::tolerance);
    ALL.put("gate", ClockCases::gate);
    ALL.put("convergence", MergeCases::convergence);
    ALL.put("read-back", MergeCases::readBack);
    ALL.put("reconciliations", ReconcileCases::dialogues);
    ALL.put("damaged-messages", ReconcileCases::damagedMessages);
  }

  private Cases() {}

  public static List<String> names() {
    return new ArrayList<>(ALL.keySet());
  }

  /**
   * @throws IllegalArgumentException for a name that isn't one of {@link #names()}
   */
  public static String run(String name) {
    Supplier<String> found = ALL.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no such case: " + name);
    }
    return found.get();
  }
}
