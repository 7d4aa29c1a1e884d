package dev.soulgraph.node.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What Jazzer calls. {@code -Dsoulgraph.fuzz.target} names the target; of all, a byte chooses. */
public final class Fuzz {
  static final String PROPERTY = "soulgraph.fuzz.target";
  static final String ALL = "all";

  private static Target target = input -> {};

  private Fuzz() {}

  public static void fuzzerInitialize() {
    target = named(System.getProperty(PROPERTY, ALL));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      Harness.run(target, input);
    }
  }

  private static Target named(String name) {
    if (!name.equals(ALL)) {
      return Objects.requireNonNull(Target.all().get(name), "a target is named");
    }
    List<Target> all = new ArrayList<>(Target.all().values());
    return new Target() {
      @Override
      public void read(byte[] input) {
        all.get((input[0] & 255) % all.size()).read(Arrays.copyOfRange(input, 1, input.length));
      }

      @Override
      public long allocatedMaxBytes(int length) {
        return all.stream().mapToLong(each -> each.allocatedMaxBytes(length)).max().orElse(0);
      }
    };
  }

  /** What to begin with. */
  static List<byte[]> seeds(String name) {
    if (!name.equals(ALL)) {
      return Corpus.of(name);
    }
    List<byte[]> seeds = new ArrayList<>();
    int number = 0;
    for (String each : Target.all().keySet()) {
      for (byte[] input : Corpus.of(each)) {
        byte[] seed = new byte[1 + input.length];
        seed[0] = (byte) number;
        System.arraycopy(input, 0, seed, 1, input.length);
        seeds.add(seed);
      }
      number++;
    }
    return seeds;
  }
}
