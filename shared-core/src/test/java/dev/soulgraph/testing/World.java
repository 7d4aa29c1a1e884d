package dev.soulgraph.testing;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.sync.Background;
import dev.soulgraph.sync.Entropy;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time and chance. Whatever happens later is an event here, so that a seed decides all that
 * happens, and nothing waits for a clock on a wall.
 */
public final class World implements WallClock {
  public static final long BEGIN_MS = 1_790_000_000_000L;
  private static final int EVENTS_MAX = 5_000_000;
  private static final long TICK_MS = 1000;

  private record Event(long atMs, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.atMs != b.atMs ? Long.compare(a.atMs, b.atMs) : Long.compare(a.order, b.order));

  private final List<Runnable> tickers = new ArrayList<>();
  public final Random random;

  /** The longest that anything which answers later takes; 0: everything answers at once. */
  private final int slowestMs;

  private long nowMs = BEGIN_MS;
  private long order;
  private int handled;

  public World(long seed, int slowestMs) {
    this.random = new Random(seed);
    this.slowestMs = slowestMs;
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  public Entropy entropy() {
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }

  /** To be called once a second while time goes by. */
  public void ticker(Runnable tick) {
    tickers.add(tick);
  }

  /** Runs the action when its time comes: after what was to run by then already. */
  public void after(long ms, Runnable action) {
    events.add(new Event(nowMs + ms, order++, action));
  }

  /** At once where everything is fast, else some time later. */
  public void soon(Runnable action) {
    if (slowestMs == 0) {
      action.run();
    } else {
      after(delayMs(), action);
    }
  }

  public long delayMs() {
    return slowestMs == 0 ? 0 : random.nextInt(slowestMs + 1);
  }

  /** Work done elsewhere, whose answer comes later. */
  public Background background() {
    return new Background() {
      @Override
      public <T> void run(Supplier<T> job, Consumer<T> then) {
        soon(
            () -> {
              T done = job.get();
              soon(() -> then.accept(done));
            });
      }
    };
  }

  /** Until nothing is under way any more. */
  public void settle() {
    handled = 0;
    while (step(Long.MAX_VALUE)) {
      if (++handled > EVENTS_MAX) {
        throw new AssertionError("the world doesn't come to rest");
      }
    }
  }

  /** So many events, if there are as many. */
  public void steps(int count) {
    for (int i = 0; i < count && step(Long.MAX_VALUE); i++) {}
  }

  private boolean step(long untilMs) {
    Event next = events.peek();
    if (next == null || next.atMs > untilMs) {
      return false;
    }
    events.remove(next);
    nowMs = Math.max(nowMs, next.atMs);
    next.action.run();
    return true;
  }

  /** Lets time go by, and then on until nothing is under way. */
  public void pass(long ms) {
    run(ms);
    settle();
  }

  /** Lets time go by, with what happens in it. */
  public void run(long ms) {
    long untilMs = nowMs + ms;
    while (nowMs < untilMs) {
      long tickMs = Math.min(untilMs, (nowMs / TICK_MS + 1) * TICK_MS);
      while (step(tickMs)) {}
      nowMs = tickMs;
      if (nowMs % TICK_MS == 0) {
        new ArrayList<>(tickers).forEach(Runnable::run);
      }
    }
  }

  /** Whether an action that answers at some time has done so. */
  public static <T> T answered(@Nullable T answer) {
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }
}
