package dev.soulgraph.sync;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ClientSession} asks of the replica behind it, and tells it. */
public interface Relay {
  /** Something of a client's own to be sent, in the pieces that fit into frames. */
  interface Outgoing {
    Part part();

    /** The session has the verdicts for all leaves, in order. */
    void acknowledged(PublicKey node, List<Frame.Verdicts> verdicts);

    /** The node refuses the commit as a whole. */
    void refused(String code, String rule, String value);
  }

  /** The scopes that are wanted, none contained in another. */
  Iterable<Scope> wanted();

  /** Where the scope was left with this store, or null. */
  Frame.@Nullable Cursor cursor(Frame.Id store, Scope scope);

  /**
   * Changes whose seals hold, in the order in which they were sent, to be merged in one step.
   *
   * @param records the bytes to keep: frames with just these parts
   * @param cursors how far these scopes have now come; to be kept together with the changes
   * @return whether the cursors may be trusted: no change was refused for a curable reason
   */
  boolean changes(List<Part> parts, List<byte[]> records, Map<Scope, Frame.Cursor> cursors);

  /** All that the node has of a scope has been handed over. */
  void level(Scope scope);

  /** The node has been heard and has proven its key: send what is unsent. */
  void ready(ClientSession session);

  /** Round-trip time, clock or scopes have changed. */
  void changed(ClientSession session);

  /** Something came that breaks a rule; the session goes on. */
  void failed(SoulgraphException reason);
}
