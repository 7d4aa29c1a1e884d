package dev.soulgraph.wire;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two sides say to each other; docs/PROTOCOL.md gives the bytes. */
public sealed interface Frame {
  /** The version of the protocol that this release speaks. */
  int VERSION = 1;

  int NONCE_BYTES = 16;

  /**
   * The first frame of a client.
   *
   * @param peer names the store of a node that connects to another, which may follow it in turn;
   *     null for all others
   */
  record Hello(
      int[] versions,
      String network,
      byte[] nonce,
      long clockMs,
      int frameMaxBytes,
      String agent,
      @Nullable Opening peer)
      implements Frame {
    public Hello(
        int[] versions,
        String network,
        byte[] nonce,
        long clockMs,
        int frameMaxBytes,
        String agent) {
      this(versions, network, nonce, clockMs, frameMaxBytes, agent, null);
    }
  }

  /**
   * The node's answer.
   *
   * @param store names the store whose numbers follow, {@code run} its present opening
   * @param proof the node's signature over both nonces, the network and its key
   */
  record Welcome(
      int version,
      String network,
      byte[] nonce,
      long clockMs,
      int frameMaxBytes,
      String agent,
      Id store,
      Id run,
      PublicKey node,
      byte[] proof)
      implements Frame {}

  /**
   * Opens a scope under a number of the client's choice.
   *
   * @param since where the scope was left; null: send everything
   */
  record Open(int scope, Scope what, @Nullable Cursor since) implements Frame {}

  record Close(int scope) implements Frame {}

  /**
   * Changes from the node: of a scope that is catching up, or live ones ({@code scope} is {@link
   * #LIVE}) for all scopes that have caught up.
   *
   * @param number everything up to here has been sent now
   * @param more the frames that follow belong to the same commit
   */
  record Changes(int scope, long number, boolean more, List<Part> parts) implements Frame {
    public static final int LIVE = 0;
  }

  /**
   * The scope has caught up.
   *
   * @param whole whether everything up to {@code number} has been sent; else nothing was, for the
   *     cursor isn't known, and the client reconciles
   */
  record Level(int scope, long number, boolean whole) implements Frame {
    public Level(int scope, long number) {
      this(scope, number, true);
    }
  }

  /**
   * Changes from a client, to be acknowledged under {@code sequence}.
   *
   * @param offer whether they aren't new, but what reconciling has shown the other side to lack
   */
  record Commit(int sequence, boolean more, Part part, boolean offer) implements Frame {
    public Commit(int sequence, boolean more, Part part) {
      this(sequence, more, part, false);
    }
  }

  /**
   * A message of Negentropy about a scope's changes with states below {@code upper}, from who
   * began.
   */
  record Reconcile(int scope, long upper, byte[] message) implements Frame {}

  /** The answer to {@link Reconcile}. */
  record Reconciled(int scope, byte[] message) implements Frame {}

  /** Asks for changes that reconciling has shown to be lacking. */
  record Fetch(int scope, List<Wanted> wanted) implements Frame {}

  /** Ids, and the range in which the other side has them: {@code from} ≤ item < {@code to}. */
  record Wanted(Item from, Item to, List<Hash> ids) {}

  /** Those of the fetched changes that are still there; the last has {@code more} false. */
  record Found(int scope, boolean more, List<Part> parts) implements Frame {}

  /** What became of a commit's leaves, in their order, as runs. */
  record Ack(int sequence, List<Verdicts> verdicts) implements Frame {}

  /**
   * Something was refused.
   *
   * @param reference the sequence of a commit or the number of a scope, by {@code about}
   */
  record Refuse(About about, int reference, String code, String rule, String value)
      implements Frame {}

  record Ping(int token) implements Frame {}

  record Pong(int token, long clockMs) implements Frame {}

  /** What a refusal is about. The order is the wire's numbering. */
  enum About {
    CONNECTION,
    COMMIT,
    SCOPE
  }

  /** A store and its present run. */
  record Opening(Id store, Id run) {}

  /** A place in a store's order of arrival. */
  record Cursor(Id store, Id run, long number) {
    /** A run that no store has: what is here came from elsewhere. */
    public static Cursor elsewhere(Id store) {
      return new Cursor(store, Id.of(new byte[Id.BYTES]), 0);
    }
  }

  /** 16 random bytes that name a store or one of its runs. */
  record Id(Hash padded) {
    public static final int BYTES = 16;

    public static Id of(byte[] bytes) {
      byte[] padded = new byte[Hash.BYTES];
      System.arraycopy(bytes, 0, padded, 0, BYTES);
      return new Id(Hash.of(padded, 0));
    }

    public byte[] bytes() {
      return java.util.Arrays.copyOf(padded.bytes(), BYTES);
    }
  }

  /**
   * A run of leaves with one verdict: an outcome, or a refusal's code.
   *
   * @param outcome the ordinal of {@link dev.soulgraph.graph.Outcome}, or −1
   */
  record Verdicts(int count, int outcome, @Nullable String code) {}
}
