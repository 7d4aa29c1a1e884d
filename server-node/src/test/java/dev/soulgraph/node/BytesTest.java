package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.cli.relay.Dialogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What 10,000 nodes of five properties cost on the wire, with signatures and WebSocket's own heads:
 * for a new client, and for one that comes back. Hello and welcome are counted apart.
 */
final class BytesTest {
  private static final int NODES = 10_000;
  private static final int NODES_A_COMMIT = 1_000;
  private static final int UPDATED = NODES / 100;
  private static final Scope SCOPE = Scope.prefix("bench");

  private static final int NEW_CLIENT_MAX_BYTES = 600_000;
  private static final int NEW_CLIENT_AFTER_UPDATES_MAX_BYTES = 700_000;
  private static final int RESYNC_ONE_COMMIT_MAX_BYTES = 8_000;
  private static final int RESYNC_COMMITS_MAX_BYTES = 16_000;
  private static final int RESYNC_NOTHING_MAX_BYTES = 300;

  /** As many as there are in a language's everyday use. */
  private static final int WORDS = 1_000;

  private final Random random = new Random(1);
  private final List<String> words = vocabulary(random);

  @TempDir Path folder;
  private Server server;
  private Tap tap;

  @BeforeEach
  void start() throws IOException {
    server = Server.start(ServeOptions.of("localhost", 0, folder.resolve("data")));
    tap = new Tap(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    tap.close();
    server.stop();
  }

  private static void add(List<Write> writes, int i, String key, Value value) {
    writes.add(new Write(Soul.of(String.format("bench/n%05d", i)), key, value));
  }

  /** About 100 bytes of JSON a node; words by chance, so that little of it repeats. */
  private List<Write> nodes(int from, int to) {
    List<Write> writes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      add(writes, i, "name", new Value.Text(words(2)));
      add(writes, i, "city", new Value.Text(words(1)));
      add(writes, i, "bio", new Value.Text(words(4)));
      add(writes, i, "age", new Value.Num(18 + random.nextInt(60)));
      add(writes, i, "score", new Value.Num(random.nextInt(1_000_000) / 1000.0));
    }
    return writes;
  }

  private String words(int count) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < count; i++) {
      text.add(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }

  private static List<String> vocabulary(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 3 + random.nextInt(6); length > 0; length--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    return words;
  }

  /** Every hundredth node, one property each. */
  private List<Write> updates() {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < UPDATED; i++) {
      add(writes, i * NODES / UPDATED, "score", new Value.Num(random.nextInt(1_000_000) / 1000.0));
    }
    return writes;
  }

  private MemoryClient imported() {
    MemoryClient writer = new MemoryClient(1);
    tap.reset();
    Dialogue dialogue = writer.connect(tap.url());
    for (int i = 0; i < NODES; i += NODES_A_COMMIT) {
      writer.commit(dialogue, nodes(i, i + NODES_A_COMMIT));
    }
    told("the import", NEW_CLIENT_MAX_BYTES);
    dialogue.close();
    return writer;
  }

  private void update(MemoryClient writer, boolean together) {
    tap.reset();
    Dialogue dialogue = writer.connect(tap.url());
    if (together) {
      writer.commit(dialogue, updates());
    } else {
      updates().forEach(write -> writer.commit(dialogue, List.of(write)));
    }
    dialogue.close();
  }

  private MemoryClient reader() {
    MemoryClient reader = new MemoryClient(2);
    read(reader);
    return reader;
  }

  /** Connects and catches up; the bytes of that are in the tap. */
  private void read(MemoryClient reader) {
    tap.reset();
    Dialogue dialogue = reader.connect(tap.url());
    reader.catchUp(dialogue, SCOPE);
    assertEquals(NODES, reader.database().souls("bench").size());
    dialogue.close();
  }

  private void told(String what, int limit) {
    System.out.printf(
        "%s: %d up, %d down, of at most %d; upgrade, hello and welcome %d%n",
        what, tap.up(), tap.down(), limit, tap.hellos());
    assertTrue(tap.both() <= limit, what + " takes " + tap.both() + " bytes");
  }

  @Test
  void aNewClient() {
    imported();
    reader();
    told("a new client", NEW_CLIENT_MAX_BYTES);
  }

  @Test
  void aNewClientAfterUpdatesOfOneProperty() {
    update(imported(), false);
    reader();
    told("a new client after updates", NEW_CLIENT_AFTER_UPDATES_MAX_BYTES);
  }

  /** Nothing depends on how large commits are, or on what else a node holds. */
  @Test
  void aNewClientOfOneLargeCommitBesideOtherData() {
    MemoryClient writer = new MemoryClient(1);
    Dialogue dialogue = writer.connect(tap.url());
    List<Write> others = new ArrayList<>();
    for (int i = 0; i < 5 * NODES; i++) {
      others.add(new Write(Soul.of("other/" + i), "name", new Value.Text(words(2))));
    }
    writer.commit(dialogue, others);
    writer.commit(dialogue, nodes(0, NODES));
    writer.commit(dialogue, updates());
    dialogue.close();
    reader();
    told("a new client of one large commit", NEW_CLIENT_AFTER_UPDATES_MAX_BYTES);
  }

  @Test
  void resyncAfterOneCommit() {
    MemoryClient writer = imported();
    MemoryClient reader = reader();
    update(writer, true);
    read(reader);
    told("resync, one commit", RESYNC_ONE_COMMIT_MAX_BYTES);
  }

  @Test
  void resyncAfterACommitForEachNode() {
    MemoryClient writer = imported();
    MemoryClient reader = reader();
    update(writer, false);
    read(reader);
    told("resync, a commit for each node", RESYNC_COMMITS_MAX_BYTES);
  }

  @Test
  void resyncWithoutChanges() {
    imported();
    MemoryClient reader = reader();
    read(reader);
    told("resync, nothing changed", RESYNC_NOTHING_MAX_BYTES);
  }
}
