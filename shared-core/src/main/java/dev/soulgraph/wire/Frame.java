package dev.soulgraph.wire;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.seal.Part;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two sides say to each other; docs/PROTOCOL.md gives the bytes. */
public sealed interface Frame
    permits Attend,
        Frame.Hello,
        Frame.Welcome,
        Frame.Open,
        Frame.Close,
        Frame.Changes,
        Frame.Level,
        Frame.Commit,
        Frame.Reconcile,
        Frame.Reconciled,
        Frame.Fetch,
        Frame.Found,
        Frame.Ack,
        Frame.Refuse,
        Frame.Ping,
        Frame.Pong,
        Presence {
  /** The version of the protocol in which changes travel. */
  int VERSION = 1;

  /** As {@link #VERSION}, and who is where: {@link Presence} and {@link Attend}. */
  int PRESENT_VERSION = 2;

  int NONCE_BYTES = 16;

  /**
   * Appends the frame's bytes. Each frame writes itself, so that a page loads only what writes
   * those that it sends.
   */
  void write(CborWriter out);

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

    /** The highest of the versions that this release speaks too; 0: none. */
    public int common() {
      int highest = 0;
      for (int version : versions) {
        highest = version <= PRESENT_VERSION ? Math.max(version, highest) : highest;
      }
      return highest;
    }

    @Override
    public void write(CborWriter out) {
      out.array(8).uint(FrameCodec.HELLO).array(versions.length);
      for (int version : versions) {
        out.uint(version);
      }
      out.text(network).bytes(nonce).uint(clockMs).uint(frameMaxBytes);
      out.text(agent);
      if (peer == null) {
        out.nil();
      } else {
        out.array(2).bytes(peer.store().bytes()).bytes(peer.run().bytes());
      }
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
      implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(11).uint(FrameCodec.WELCOME).uint(version).text(network).bytes(nonce);
      out.uint(clockMs).uint(frameMaxBytes).text(agent);
      out.bytes(store.bytes()).bytes(run.bytes());
      out.bytes(node.multicodec()).bytes(proof);
    }
  }

  /**
   * Opens a scope under a number of the client's choice.
   *
   * @param since where the scope was left; null: send everything
   */
  record Open(int scope, Scope what, @Nullable Cursor since) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(5).uint(FrameCodec.OPEN).uint(scope).uint(what.kind().ordinal());
      out.text(what.name());
      FrameCodec.writeCursor(out, since);
    }
  }

  record Close(int scope) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(2).uint(FrameCodec.CLOSE).uint(scope);
    }
  }

  /**
   * Changes from the node: of a scope that is catching up, or live ones ({@code scope} is {@link
   * #LIVE}) for all scopes that have caught up.
   *
   * @param number everything up to here has been sent now
   * @param more the frames that follow belong to the same commit
   */
  record Changes(int scope, long number, boolean more, List<Part> parts) implements Frame {
    public static final int LIVE = 0;

    @Override
    public void write(CborWriter out) {
      out.array(5).uint(FrameCodec.CHANGES).uint(scope).uint(number).bool(more);
      PartCodec.writeAll(out, parts);
    }
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

    @Override
    public void write(CborWriter out) {
      out.array(4).uint(FrameCodec.LEVEL).uint(scope).uint(number).bool(whole);
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

    @Override
    public void write(CborWriter out) {
      out.array(4).uint(offer ? FrameCodec.OFFER : FrameCodec.COMMIT).uint(sequence).bool(more);
      PartCodec.write(out, part);
    }
  }

  /**
   * A message of Negentropy about a scope's changes with states below {@code upper}, from who
   * began.
   */
  record Reconcile(int scope, long upper, byte[] message) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(4).uint(FrameCodec.RECONCILE).uint(scope).uint(upper).bytes(message);
    }
  }

  /** The answer to {@link Reconcile}. */
  record Reconciled(int scope, byte[] message) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(3).uint(FrameCodec.RECONCILED).uint(scope).bytes(message);
    }
  }

  /** Asks for changes that reconciling has shown to be lacking. */
  record Fetch(int scope, List<Wanted> wanted) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(3).uint(FrameCodec.FETCH).uint(scope).array(wanted.size());
      for (Wanted each : wanted) {
        each.write(out);
      }
    }
  }

  /** Ids, and the range in which the other side has them: {@code from} ≤ item < {@code to}. */
  record Wanted(Item from, Item to, List<Hash> ids) {
    void write(CborWriter out) {
      out.array(3);
      writeBound(out, from);
      writeBound(out, to);
      byte[] bytes = new byte[ids.size() * Hash.BYTES];
      for (int i = 0; i < ids.size(); i++) {
        System.arraycopy(ids.get(i).bytes(), 0, bytes, i * Hash.BYTES, Hash.BYTES);
      }
      out.bytes(bytes);
    }

    /** The id without the zeros at its end: bounds are mostly cut short. */
    private static void writeBound(CborWriter out, Item bound) {
      byte[] id = bound.id().bytes();
      int length = id.length;
      while (length > 0 && id[length - 1] == 0) {
        length--;
      }
      out.array(2).uint(bound.state()).bytes(Arrays.copyOf(id, length));
    }
  }

  /** Those of the fetched changes that are still there; the last has {@code more} false. */
  record Found(int scope, boolean more, List<Part> parts) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(4).uint(FrameCodec.FOUND).uint(scope).bool(more);
      PartCodec.writeAll(out, parts);
    }
  }

  /** What became of a commit's leaves, in their order, as runs. */
  record Ack(int sequence, List<Verdicts> verdicts) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(3).uint(FrameCodec.ACK).uint(sequence).array(verdicts.size());
      for (Verdicts run : verdicts) {
        out.array(2).uint(run.count());
        if (run.code() == null) {
          out.uint(run.outcome());
        } else {
          out.text(run.code());
        }
      }
    }
  }

  /**
   * Something was refused.
   *
   * @param reference the sequence of a commit or the number of a scope, by {@code about}
   */
  record Refuse(About about, int reference, String code, String rule, String value)
      implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(6).uint(FrameCodec.REFUSE).uint(about.ordinal()).uint(reference);
      out.text(code).text(rule).text(value);
    }
  }

  record Ping(int token) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(2).uint(FrameCodec.PING).uint(token);
    }
  }

  record Pong(int token, long clockMs) implements Frame {
    @Override
    public void write(CborWriter out) {
      out.array(3).uint(FrameCodec.PONG).uint(token).uint(clockMs);
    }
  }

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
      return Arrays.copyOf(padded.bytes(), BYTES);
    }
  }

  /**
   * A run of leaves with one verdict: an outcome, or a refusal's code.
   *
   * @param outcome the ordinal of {@link dev.soulgraph.graph.Outcome}, or −1
   */
  record Verdicts(int count, int outcome, @Nullable String code) {}
}
