package dev.soulgraph.bench;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Findings;
import dev.soulgraph.reconcile.Initiator;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.reconcile.Responder;
import dev.soulgraph.reconcile.SortedItems;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two sets that share all but some items, which are scattered evenly, every second missing on each
 * side: what both sides compute from the check on until nothing is left to ask. The sets are there
 * and indexed; what is found is not fetched.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ReconcileBenchmark {
  private static final long FIRST_MS = 1_780_000_000_000L;

  @Param({"10000", "100000", "1000000"})
  public int items = 1000;

  /** A number, or per cent of the items. */
  @Param({"0", "1", "10", "100", "1000", "1%"})
  public String differences = "10";

  /** Rounds and bytes of one reconciliation, all messages of both sides. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cost {
    private long runs;
    private long allRounds;
    private long allBytes;

    public double rounds() {
      return (double) allRounds / runs;
    }

    public double bytes() {
      return (double) allBytes / runs;
    }
  }

  private static final class Found implements Findings {
    int count;

    @Override
    public void have(Item item) {
      count++;
    }

    @Override
    public void need(Item from, Item to, List<Hash> ids) {
      count += ids.size();
    }
  }

  private final SplittableRandom random = new SplittableRandom(7);
  private Items ours = new SortedItems(new Item[0]);
  private Items theirs = ours;
  private int different;

  @Setup
  public void prepare() {
    different =
        differences.endsWith("%")
            ? items / 100 * Integer.parseInt(differences.substring(0, differences.length() - 1))
            : Integer.parseInt(differences);
    List<Item> left = new ArrayList<>();
    List<Item> right = new ArrayList<>();
    int made = 0;
    for (int i = 0; i < items; i++) {
      Item item = new Item((FIRST_MS + i) << 16, hash());
      boolean differs = (long) i * different / items != (i + 1L) * different / items;
      made += differs ? 1 : 0;
      if (!differs || made % 2 == 0) {
        left.add(item);
      }
      if (!differs || made % 2 == 1) {
        right.add(item);
      }
    }
    ours = new SortedItems(left.toArray(new Item[0]));
    theirs = new SortedItems(right.toArray(new Item[0]));
  }

  private Hash hash() {
    int[] words = new int[Hash.WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt();
    }
    return new Hash(words, 0);
  }

  /** From the check on. */
  @Benchmark
  public int reconcile(Cost cost) {
    Found found = new Found();
    Initiator initiator = new Initiator(FrameCodec.FRAME_MAX_BYTES, found);
    byte[] unforeseen = new byte[Initiator.CHECK_RANDOM_BYTES];
    random.nextBytes(unforeseen);
    byte[] message = initiator.check(ours, unforeseen);
    while (message != null) {
      byte[] answer = Responder.respond(theirs, FrameCodec.FRAME_MAX_BYTES, message);
      cost.allRounds++;
      cost.allBytes += message.length + answer.length;
      message = initiator.reconcile(ours, answer);
    }
    cost.runs++;
    if (found.count != different) {
      throw new IllegalStateException(found.count + " of " + different + " differences");
    }
    return found.count;
  }
}
