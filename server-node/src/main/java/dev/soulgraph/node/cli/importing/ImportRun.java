package dev.soulgraph.node.cli.importing;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.HybridClock;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.json.RecordSource;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Dialogue;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.transport.Connection;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One import: reads, uploads, and knows at every moment how much has been acknowledged. */
public final class ImportRun {
  /** What an import is told of while it runs. */
  public interface Watcher {
    /** Something went wrong: with the input or with the relay, once each. */
    void failed(SoulgraphException reason);

    /** About once a second, and when something was acknowledged. */
    void progress();
  }

  private final String network;
  private final Author author;
  private final Verifier verifier;
  private final WallClock machine;
  private final String agent;
  private final Entropy entropy;
  private final long timeoutMs;
  private final Watcher watcher;
  private final Dialogue dialogue;
  private final Reader reader;
  private final Upload upload;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private @Nullable ClientSession session;
  private @Nullable SoulgraphException failure;
  private boolean readerEnded;
  private boolean inputRefused;
  private volatile long acknowledged;
  private long blank;

  public ImportRun(
      RecordSource records,
      URI url,
      String network,
      Author author,
      Verifier verifier,
      WallClock machine,
      String agent,
      Entropy entropy,
      long timeoutMs,
      Watcher watcher) {
    this.network = network;
    this.author = author;
    this.verifier = verifier;
    this.machine = machine;
    this.agent = agent;
    this.entropy = entropy;
    this.timeoutMs = timeoutMs;
    this.watcher = watcher;
    this.dialogue = new Dialogue(url, timeoutMs, this::speak, this::tick);
    this.upload = new Upload(network, author, clock(), this::fail);
    this.reader = new Reader(records, new FromReader());
  }

  private HybridClock clock() {
    WallClock corrected = () -> machine.nowMs() + (session == null ? 0 : session.clockOffsetMs());
    long issued = author.lastStates().issued();
    boolean lawful = Tolerance.of(issued, corrected.nowMs()) != Tolerance.Verdict.REFUSE;
    return new HybridClock(corrected, lawful ? issued : author.lastStates().accepted());
  }

  private ClientSession speak(Connection connection) {
    Gate gate = new Gate(network, new AuthorKeys(), verifier);
    session = new ClientSession(network, agent, connection, machine, entropy, gate, upload);
    return session;
  }

  private void tick() {
    if (session != null) {
      session.tick();
    }
    watcher.progress();
  }

  private final class FromReader implements Reader.Listener {
    @Override
    public void read(Batch batch) {
      dialogue
          .loop()
          .post(
              () -> {
                waiting.add(batch);
                sendWaiting();
              });
    }

    @Override
    public void ended(@Nullable SoulgraphException refusal) {
      dialogue
          .loop()
          .post(
              () -> {
                readerEnded = true;
                if (refusal != null) {
                  inputRefused = true;
                  watcher.failed(refusal);
                }
              });
    }
  }

  private void sendWaiting() {
    ClientSession to = session;
    while (to != null && to.ready() && failure == null && !waiting.isEmpty()) {
      Batch batch = waiting.remove();
      blank += batch.blank();
      upload.send(to, batch, this::answered);
    }
  }

  private void answered() {
    acknowledged = upload.acknowledged();
    reader.release();
    watcher.progress();
  }

  private void fail(SoulgraphException reason) {
    if (failure == null) {
      failure = reason;
      watcher.failed(reason);
      reader.stop();
    }
  }

  /** Returns when everything is acknowledged, or can't be any more. */
  public void run() {
    Thread reading = new Thread(reader, "soulgraph-import-reader");
    reading.setDaemon(true);
    dialogue.open();
    reading.start();
    try (dialogue) {
      dialogue.ready();
      sendWaiting();
      dialogue.await(this::isOver, this::progress, "it acknowledges what is imported");
      upload.end();
    } catch (SoulgraphException e) {
      fail(e);
    }
    countTheRest(reading);
  }

  private boolean isOver() {
    // What was read before a bad record is sent all the same.
    boolean sent = failure != null || readerEnded && waiting.isEmpty();
    return sent && upload.underWay() == 0;
  }

  /** An input that comes slowly isn't the relay's fault. */
  private long progress() {
    return acknowledged + (upload.underWay() == 0 ? System.nanoTime() : 0);
  }

  /** After a failure the reader only counts; an input that doesn't end is not waited for. */
  private void countTheRest(Thread reading) {
    try {
      reading.join(timeoutMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether nothing went wrong and the whole input was read. */
  public boolean whole() {
    return failure == null && !inputRefused && readerEnded;
  }

  /** How many records have been acknowledged; from any thread. */
  public long acknowledged() {
    return acknowledged;
  }

  /** How many records have been met in the input; from any thread. */
  public long met() {
    return reader.count();
  }

  /** This machine's clock error where it is worth telling, else 0. */
  public long clockSkewMs() {
    long offset = session == null ? 0 : session.clockOffsetMs();
    return Math.abs(offset) > Tolerance.SKEW_TOLD_MS ? offset : 0;
  }

  /** How many records had nothing in them that could be stored. */
  public long blank() {
    return blank;
  }

  /** How many properties had a newer value already. */
  public long superseded() {
    return upload.superseded();
  }
}
