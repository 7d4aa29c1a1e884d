package dev.soulgraph.simulation;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line: see {@link #USAGE}. */
final class Main {
  static final String USAGE =
      """
      Usage: ./simulate --seed N [--minutes M] [--trace] [--frames WAY]
             ./simulate --from A --seeds K [--minutes M]
             ./simulate --mutations

      Runs many nodes and browsers in one process, under virtual time, through all that may go
      wrong, and checks that nothing was lost and all became equal. The same seed does the same,
      on every machine.

        --seed N      one world; the last line is "seed N digest HEX"
        --minutes M   of virtual time before all is mended (default 1, at most 1440)
        --trace       show all that happened
        --frames WAY  show the frames from one machine to another too, as --frames "n0>b1"
        --from A      the first of several worlds
        --seeds K     how many (at most 1000000)
        --mutations   put known faults into the code, one at a time: each must be found
        --help        show this

      Ends with 0 if all held, 1 if something broke, 2 for bad arguments.
      """;

  private static final long MINUTES_MAX = 1440;
  private static final long SEEDS_MAX = 1_000_000;
  private static final List<String> WITH_VALUE =
      List.of("--seed", "--minutes", "--from", "--seeds", "--frames");
  private static final List<String> ALONE = List.of("--trace", "--mutations", "--help", "-h");

  private final Map<String, String> given = new TreeMap<>();
  private final PrintStream out;

  private Main(PrintStream out) {
    this.out = out;
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /** Ends the process. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      return new Main(out).run(args);
    } catch (Refused e) {
      err.println(e.getMessage());
      err.println();
      err.print(USAGE);
      return 2;
    }
  }

  static String again(long seed, long minutes) {
    return "./simulate --seed " + seed + " --minutes " + minutes + " --trace";
  }

  private int run(String[] args) throws Refused {
    read(args);
    if (given.containsKey("--help") || given.containsKey("-h")) {
      out.print(USAGE);
      return 0;
    }
    boolean one = given.containsKey("--seed");
    boolean many = given.containsKey("--from") || given.containsKey("--seeds");
    boolean mutations = given.containsKey("--mutations");
    if ((one ? 1 : 0) + (many ? 1 : 0) + (mutations ? 1 : 0) != 1) {
      throw new Refused("Give --seed, or --from and --seeds, or --mutations.");
    }
    long minutes = number("--minutes", 1, MINUTES_MAX, 1);
    if (mutations) {
      return Mutations.run(out::println) ? 0 : 1;
    }
    if (one) {
      return one(number("--seed", Long.MIN_VALUE, Long.MAX_VALUE, 0), minutes);
    }
    long from = number("--from", 0, Long.MAX_VALUE - SEEDS_MAX, 1);
    return Sweep.run(from, number("--seeds", 1, SEEDS_MAX, 100), minutes, out::println) == 0
        ? 0
        : 1;
  }

  private void read(String[] args) throws Refused {
    for (int i = 0; i < args.length; i++) {
      if (ALONE.contains(args[i])) {
        given.put(args[i], "");
      } else if (!WITH_VALUE.contains(args[i])) {
        throw new Refused("Unknown argument: " + args[i]);
      } else if (i + 1 == args.length) {
        throw new Refused(args[i] + " wants a value.");
      } else {
        given.put(args[i], args[++i]);
      }
    }
  }

  private long number(String name, long least, long most, long otherwise) throws Refused {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Refused(name + " is a whole number from " + least + " to " + most + ", not: " + text);
  }

  private int one(long seed, long minutes) {
    Plan plan = Plan.of(seed, minutes);
    out.println("world: " + plan.shape());
    Simulation.Outcome outcome =
        Simulation.run(plan, MemoryDisk::new, given.getOrDefault("--frames", ""));
    if (given.containsKey("--trace") || given.containsKey("--frames")) {
      outcome.trace().forEach(out::println);
    }
    out.println(outcome.summary());
    Broken broken = outcome.broken();
    out.println(
        broken == null ? "all held" : Report.of(outcome, MemoryDisk::new, again(seed, minutes)));
    out.println("seed " + seed + " digest " + outcome.digest());
    return broken == null ? 0 : 1;
  }
}
