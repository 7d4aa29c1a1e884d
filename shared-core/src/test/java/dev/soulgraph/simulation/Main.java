package dev.soulgraph.simulation;

import dev.soulgraph.simulation.Arguments.Refused;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line: see {@link #USAGE}. */
public final class Main {
  static final String USAGE =
      """
      Usage: ./simulate --seed N [--minutes M] [--only STEPS] [--trace] [--frames WAY] [--store S]
             ./simulate --from A --seeds K [--minutes M] [--store S]
             ./simulate --mutations

      Runs many nodes and browsers in one process, under virtual time, through all that may go
      wrong, and checks that nothing was lost and all became equal. The same seed does the same,
      on every machine.

        --seed N      one world; the last line is "seed N digest HEX"
        --minutes M   of virtual time before all is mended: 1 to 1440 (default 1)
        --only STEPS  of all that happens to this world only these steps, as 3,7-9: a broken seed
                      prints the fewest that it found
        --trace       show all that happened
        --frames WAY  show the frames from one machine to another too, as --frames "n0>b1"
        --from A      the first of several worlds (default 1)
        --seeds K     how many: 1 to 1000000 (default 100)
        --store S     what nodes keep their data in: "memory" (default), or "h2", the real store on
                      a disk of which a power cut leaves any sectors; it needs Maven's H2
        --mutations   put known faults into the code, one at a time: each must be found
        --help        show this

      Ends with 0 if all held, 1 if something broke, 2 for bad arguments.
      """;

  private static final long MINUTES_MAX = 1440;
  private static final long SEEDS_MAX = 1_000_000;
  static final String MEMORY = "memory";

  private final Arguments arguments;
  private final Map<String, Disk.Maker> stores;
  private final PrintStream out;

  private Main(Arguments arguments, Map<String, Disk.Maker> stores, PrintStream out) {
    this.arguments = arguments;
    this.stores = stores;
    this.out = out;
  }

  /** Ends the process. */
  public static void main(String[] args) {
    System.exit(run(args, Map.of()));
  }

  /**
   * Returns how the process should end.
   *
   * @param stores by their names, beside the one in memory
   */
  public static int run(String[] args, Map<String, Disk.Maker> stores) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    return run(args, stores, out, err);
  }

  static int run(String[] args, Map<String, Disk.Maker> stores, PrintStream out, PrintStream err) {
    try {
      return new Main(new Arguments(args), stores, out).run();
    } catch (Refused e) {
      err.println(e.getMessage());
      err.println();
      err.print(USAGE);
      return 2;
    }
  }

  private int run() throws Refused {
    if (arguments.has("--help") || arguments.has("-h")) {
      out.print(USAGE);
      return 0;
    }
    if (arguments.has("--mutations")) {
      arguments.allow("--mutations");
      return Mutations.run(out::println) ? 0 : 1;
    }
    if (arguments.has("--seed")) {
      arguments.allow("--seed", "--minutes", "--only", "--trace", "--frames", "--store");
      return one();
    }
    if (arguments.has("--from") || arguments.has("--seeds")) {
      String many = arguments.has("--from") ? "--from" : "--seeds";
      arguments.allow(many, "--from", "--seeds", "--minutes", "--store");
      long from = arguments.number("--from", 0, Long.MAX_VALUE - SEEDS_MAX, 1);
      long seeds = arguments.number("--seeds", 1, SEEDS_MAX, 100);
      return Sweep.run(setting(), from, seeds, out::println) == 0 ? 0 : 1;
    }
    throw new Refused("Give --seed, or --from and --seeds, or --mutations.");
  }

  private Sweep.Setting setting() throws Refused {
    String store = arguments.text("--store", MEMORY);
    Disk.@Nullable Maker disks = store.equals(MEMORY) ? MemoryDisk::new : stores.get(store);
    if (disks == null) {
      throw new Refused("--store is memory or h2, not: " + store);
    }
    return new Sweep.Setting(disks, arguments.number("--minutes", 1, MINUTES_MAX, 1), again(store));
  }

  private static String again(String store) {
    return "./simulate --seed SEED --minutes MINUTES --only STEPS --trace"
        + (store.equals(MEMORY) ? "" : " --store " + store);
  }

  private int one() throws Refused {
    long seed = arguments.number("--seed", Long.MIN_VALUE, Long.MAX_VALUE, 0);
    Sweep.Setting setting = setting();
    Plan whole = Plan.of(seed, setting.minutes());
    List<Step> steps = arguments.steps(whole.steps());
    String way = arguments.text("--frames", "");
    if (!way.isEmpty() && !way.matches("[nbh][0-9]+>[nbh][0-9]+")) {
      throw new Refused("--frames is a way as n0>b1, not: " + way);
    }
    out.println("world: " + whole.shape());
    Simulation.Outcome outcome = Simulation.run(whole.with(steps), setting.disks(), way);
    if (arguments.has("--trace") || arguments.has("--frames")) {
      outcome.trace().forEach(out::println);
    }
    out.println(outcome.summary());
    Broken broken = outcome.broken();
    out.println(broken == null ? "all held" : Report.of(outcome, setting));
    out.println("seed " + seed + " digest " + outcome.digest());
    return broken == null ? 0 : 1;
  }
}
