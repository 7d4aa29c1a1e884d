package dev.soulgraph.node.kill;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.MemoryClient;
import dev.soulgraph.node.cli.relay.Dialogue;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes as fast as it is acknowledged until its node is gone, and remembers what was
 * acknowledged. What wasn't it sends again to the next node, as every client does.
 */
final class Writer {
  static final String KEY = "n";
  private static final int IN_FLIGHT = 30;
  private static final int HOT_SOULS = 20;
  private static final int LARGE = 2_000;

  /** What must hold once a commit is acknowledged: the value of each soul, or that it is gone. */
  private record Sent(Receipt receipt, Map<String, Long> values, @Nullable String erased) {}

  private final int number;
  private final Random random;
  private final MemoryClient client;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Map<String, Long> values = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final List<String> own = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private long next;
  private boolean pausing;

  Writer(int number, long seed) {
    this.number = number;
    this.random = new Random(seed + number);
    this.client = new MemoryClient(number);
  }

  /** The changes that were acknowledged; for any thread. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** The least value that each soul must have. */
  Map<String, Long> values() {
    return values;
  }

  /** The souls that must not be there. */
  Set<String> gone() {
    return gone;
  }

  /** From any thread: to write no more, so that the node gets to its housekeeping. */
  synchronized void pause(boolean on) {
    pausing = on;
  }

  private synchronized boolean isPausing() {
    return pausing;
  }

  /** Returns when the node is gone. */
  void writeUntilGone(URI url, int round) {
    try (Dialogue dialogue = client.connect(url)) {
      while (true) {
        if (!isPausing()) {
          send(round);
        }
        MemoryClient.await(dialogue, () -> settle() < (isPausing() ? 1 : IN_FLIGHT));
        if (isPausing()) {
          long until = System.nanoTime() + 20_000_000;
          MemoryClient.await(dialogue, () -> System.nanoTime() > until);
        }
      }
    } catch (SoulgraphException e) {
      settle();
    }
  }

  /** Takes note of what has been acknowledged; returns how much hasn't. */
  private int settle() {
    while (!sent.isEmpty() && isSettled(sent.element().receipt)) {
      Sent each = sent.remove();
      acknowledged.addAndGet(each.receipt.changes());
      each.values.forEach((soul, value) -> values.merge(soul, value, Math::max));
      if (each.erased != null) {
        gone.add(each.erased);
      } else {
        each.values.keySet().stream().filter(soul -> soul.startsWith("~")).forEach(own::add);
      }
    }
    return sent.size();
  }

  private static boolean isSettled(Receipt receipt) {
    if (receipt.state() == Receipt.State.REFUSED) {
      throw new IllegalStateException("refused: " + receipt.code() + ", " + receipt.rule());
    }
    return receipt.state() == Receipt.State.RELAYED;
  }

  private void send(int round) {
    int kind = random.nextInt(500);
    if (kind < 25 && !own.isEmpty()) {
      String soul = own.remove(random.nextInt(own.size()));
      values.remove(soul); // from now on it may be there or not
      Receipt receipt = client.database().commit(List.of(Write.erase(Soul.of(soul), false)));
      sent.add(new Sent(receipt, Map.of(), soul));
      return;
    }
    Map<String, Long> written = new HashMap<>();
    int count = kind == 499 ? LARGE : 1 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      written.put(soul(round, i), ++next);
    }
    List<Write> writes = new ArrayList<>();
    written.forEach(
        (soul, value) -> {
          writes.add(new Write(Soul.of(soul), KEY, new Value.Num(value)));
          writes.add(
              new Write(Soul.of(soul), "text", new Value.Text("x".repeat(random.nextInt(200)))));
        });
    sent.add(new Sent(client.database().commit(writes), written, null));
  }

  private String soul(int round, int index) {
    return switch (random.nextInt(4)) {
      case 0 -> "hot/" + number + "/" + random.nextInt(HOT_SOULS);
      case 1 -> "~" + client.database().author().text() + "/" + round + "/" + next + "-" + index;
      default -> "round/" + round + "/" + number + "/" + next + "-" + index;
    };
  }
}
