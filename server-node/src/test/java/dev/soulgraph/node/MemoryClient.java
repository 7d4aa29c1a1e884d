package dev.soulgraph.node;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Listener;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.Dialogue;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.crypto.Ed25519Signer;
import dev.soulgraph.storage.Journal;
import dev.soulgraph.sync.ClientSession;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** An embedded database that is kept in memory, and comes and goes over real sockets. */
public final class MemoryClient {
  private static final long PATIENCE_MS = 60_000;
  private static final String AGENT = "test";

  private final Random random;
  private final Database database;

  public MemoryClient(int number) {
    random = new Random(number);
    byte[] seed = new byte[Ed25519Signer.SEED_BYTES];
    Arrays.fill(seed, (byte) number);
    database =
        new Database(
            "main",
            new Ed25519Signer(seed),
            new BouncyCastleVerifier(),
            new AuthorKeys(),
            System::currentTimeMillis,
            this::bytes,
            new Nowhere(),
            new Deaf());
    database.start();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  public Database database() {
    return database;
  }

  /** Connects, and returns when the relay has proven its key. */
  public Dialogue connect(URI url) {
    Dialogue dialogue =
        new Dialogue(
            url, PATIENCE_MS, connection -> database.connect(connection, AGENT), database::tick);
    dialogue.open();
    dialogue.ready();
    return dialogue;
  }

  public static void await(Dialogue dialogue, BooleanSupplier done) {
    dialogue.await(done, () -> 0, "the test goes on");
  }

  /** Opens a scope and returns when all of it is here. */
  public void catchUp(Dialogue dialogue, Scope scope) {
    database.open(scope);
    await(dialogue, () -> database.level(scope));
  }

  /** Writes one commit and returns when the relay has it on disk. */
  void commit(Dialogue dialogue, List<Write> writes) {
    Receipt receipt = database.commit(writes);
    await(dialogue, () -> receipt.state() == Receipt.State.RELAYED);
  }

  private static final class Nowhere implements Journal {
    @Override
    public void begin() {}

    @Override
    public void putRecord(double key, byte[] record) {}

    @Override
    public void removeRecord(double key) {}

    @Override
    public void putPending(double key, byte[] record) {}

    @Override
    public void removePending(double key) {}

    @Override
    public void putMeta(String name, byte[] value) {}

    @Override
    public void end(Consumer<Boolean> answer) {
      answer.accept(true);
    }
  }

  private static final class Deaf implements Listener {
    @Override
    public void changed(String soul) {}

    @Override
    public void scopes() {}

    @Override
    public void receipt(Receipt receipt) {}

    @Override
    public void session(ClientSession session) {}

    @Override
    public void shared(byte[] message) {}

    @Override
    public void failed(SoulgraphException reason) {
      throw new AssertionError(reason);
    }
  }
}
