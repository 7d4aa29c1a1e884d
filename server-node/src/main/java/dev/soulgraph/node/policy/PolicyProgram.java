package dev.soulgraph.node.policy;

import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.PartCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of the operator's that is told of every change that a client writes, a line each on its
 * stdin, and answers with a line each on its stdout, in any order. Nothing passes without its
 * answer. When it dies, or leaves a question unanswered for too long, it is started anew, and what
 * was asked waits for the next one or is refused. Thread-safe.
 */
public final class PolicyProgram implements AutoCloseable {
  /** What becomes of writes while there is no answer. */
  public enum Failure {
    /** They are refused as soon as the program is gone. */
    REFUSE(5),
    /** They wait for it to come back, as long as a client takes a silent node for alive. */
    WAIT(15);

    final long patienceNanos;

    Failure(long patienceSeconds) {
      patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(PolicyProgram.class);

  /** What may wait for answers, in frames' bytes: their lines are a few times that. */
  private static final long WAITING_MAX_BYTES = 16 << 20;

  private static final long TICK_MS = 100;
  private static final long BACKOFF_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long BACKOFF_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<String> command;
  private final Failure failure;
  private final Deque<Question> unasked = new ArrayDeque<>();
  private final TreeMap<Long, Question> asked = new TreeMap<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread keeper = new Thread(this::keep, "soulgraph-policy");
  private @Nullable Running running;
  private long waitingBytes;
  private long nextId = 1;
  private long startNanos = System.nanoTime();
  private long backoffNanos = BACKOFF_MIN_NANOS;
  private long starts;
  private boolean closed;

  /**
   * @param command the program and its arguments
   */
  public PolicyProgram(List<String> command, Failure failure) {
    this.command = List.copyOf(command);
    this.failure = failure;
    keeper.setDaemon(true);
  }

  public void start() {
    keeper.start();
  }

  /**
   * Asks about a commit whose seal holds.
   *
   * @param offer whether it isn't new: somebody has taken it already
   * @param then told once, on whatever thread; at once where nothing more can wait
   */
  public void ask(Part part, boolean offer, String address, Consumer<Answer> then) {
    int changes = 0;
    for (Leaf leaf : part.leaves()) {
      changes += leaf.change() == null ? 0 : 1;
    }
    if (changes == 0) {
      then.accept(Answer.ACCEPT);
      return;
    }
    long bytes = PartCodec.bound(part, 0, part.leaves().length);
    long deadline = System.nanoTime() + failure.patienceNanos;
    Question question = new Question(part, offer, address, bytes, changes, deadline, then);
    synchronized (this) {
      boolean gone = running == null && starts > 0 && failure == Failure.REFUSE;
      if (!closed && !gone && waitingBytes + bytes <= WAITING_MAX_BYTES) {
        waitingBytes += bytes;
        unasked.add(question);
        wake.release();
        return;
      }
    }
    then.accept(Answer.UNAVAILABLE);
  }

  /** Starts the program, gives it what is to be asked, and looks after it. */
  private void keep() {
    try {
      while (true) {
        List<Question> some = next();
        Running program;
        StringBuilder lines = new StringBuilder();
        synchronized (this) {
          program = running;
          if (closed) {
            return;
          }
        }
        if (some.isEmpty() && wake.tryAcquire(TICK_MS, TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
        some.forEach(question -> lines.append(Lines.of(question)));
        if (program != null && lines.length() > 0) {
          program.write(lines.toString());
        }
        late();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The questions to be asked now, as one batch; none where there is nothing to do. */
  private synchronized List<Question> next() {
    if (!closed && running == null && System.nanoTime() >= startNanos) {
      begin();
    }
    Running program = running;
    if (program == null || unasked.isEmpty() || !program.takesMore()) {
      return List.of();
    }
    List<Question> some = new ArrayList<>();
    for (long bytes = 0; !unasked.isEmpty() && bytes < Running.BATCH_BYTES; ) {
      Question question = unasked.remove();
      question.firstId = nextId;
      question.answered.clear();
      nextId += question.changes;
      asked.put(question.firstId, question);
      bytes += question.bytes;
      some.add(question);
    }
    return some;
  }

  private void begin() {
    starts++;
    try {
      running = new Running(command, this::answered, this::ended);
    } catch (IOException e) {
      LOG.error("The policy program can't be started: {}", e.getMessage());
      again();
    }
  }

  private void again() {
    startNanos = System.nanoTime() + backoffNanos;
    backoffNanos = Math.min(2 * backoffNanos, BACKOFF_MAX_NANOS);
  }

  private void answered(Lines.Said said) {
    Question done = null;
    synchronized (this) {
      backoffNanos = BACKOFF_MIN_NANOS;
      Map.Entry<Long, Question> entry = asked.floorEntry(said.id());
      Question question = entry == null ? null : entry.getValue();
      // What was answered too late, or twice, is nobody's any more.
      if (question != null && said.id() < question.firstId + question.changes) {
        question.answer = question.answer.and(said.answer());
        question.answered.set((int) (said.id() - question.firstId));
        if (question.answered.cardinality() == question.changes
            || said.answer().refusal() != null) {
          asked.remove(question.firstId);
          waitingBytes -= question.bytes;
          done = question;
        }
      }
    }
    if (done != null) {
      done.then.accept(done.answer);
    }
  }

  /** The program is gone, or has said what is no answer. */
  private void ended(Running program, String why) {
    List<Question> lost = new ArrayList<>();
    synchronized (this) {
      if (running != program) {
        return;
      }
      running = null;
      again();
      if (!closed) {
        LOG.error("The policy program {}: it is started anew", why);
      }
      List<Question> open = new ArrayList<>(asked.values());
      asked.clear();
      if (failure == Failure.WAIT && !closed) {
        for (int i = open.size() - 1; i >= 0; i--) {
          open.get(i).answer = Answer.ACCEPT;
          unasked.addFirst(open.get(i));
        }
      } else {
        lost.addAll(open);
        lost.addAll(unasked);
        unasked.clear();
        lost.forEach(question -> waitingBytes -= question.bytes);
      }
    }
    program.kill();
    lost.forEach(question -> question.then.accept(Answer.UNAVAILABLE));
  }

  /** Who waits too long is refused; the program that let one wait has stalled. */
  private void late() {
    List<Question> late = new ArrayList<>();
    Running stalled;
    synchronized (this) {
      long now = System.nanoTime();
      while (!unasked.isEmpty() && now - unasked.element().deadlineNanos > 0) {
        late.add(unasked.remove());
      }
      int stale = late.size();
      asked.values().removeIf(each -> now - each.deadlineNanos > 0 && late.add(each));
      late.forEach(question -> waitingBytes -= question.bytes);
      stalled = late.size() > stale ? running : null;
    }
    late.forEach(question -> question.then.accept(Answer.UNAVAILABLE));
    if (stalled != null) {
      ended(stalled, "doesn't answer within " + failure.patienceNanos / 1_000_000 + " ms");
    }
  }

  /** In a word, for people. */
  public synchronized String state() {
    return running == null
        ? "down"
        : starts > 1 ? "running, started " + starts + " times" : "running";
  }

  @Override
  public void close() {
    Running program;
    synchronized (this) {
      closed = true;
      program = running;
      wake.release();
    }
    if (program != null) {
      program.kill();
      ended(program, "is stopped");
    }
  }
}
