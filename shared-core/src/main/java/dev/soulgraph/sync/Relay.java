package dev.soulgraph.sync;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link ClientSession} asks of the replica behind it, and tells it. */
public interface Relay {
  /** Something of a client's own to be sent, in the pieces that fit into frames. */
  interface Outgoing {
    Part part();

    /** Whether it isn't new: what reconciling has shown the node to lack. */
    default boolean isOffer() {
      return false;
    }

    /** The session has the verdicts for all leaves, in order. */
    void acknowledged(PublicKey node, List<Frame.Verdicts> verdicts);

    /** The node refuses the commit as a whole. */
    void refused(String code, String rule, String value);
  }

  /** The scopes that are wanted, none contained in another. */
  Iterable<Scope> wanted();

  /**
   * Where the scope was left with this store. One of an unknown run says: some of the scope is here
   * from elsewhere, so compare first. Null: send everything.
   */
  Frame.@Nullable Cursor cursor(Frame.Id store, Scope scope);

  /**
   * Changes whose seals hold, in the order in which they were sent, to be merged in one step.
   *
   * @param records the bytes to keep: frames with just these parts
   * @param cursors how far these scopes have now come; to be kept together with the changes
   * @return whether the cursors may be trusted: no change was refused for a curable reason
   */
  boolean changes(List<Part> parts, List<byte[]> records, Map<Scope, Frame.Cursor> cursors);

  /**
   * Changes that were fetched: as {@link #changes}, and what of them isn't live now isn't {@link
   * #wants wanted} again.
   *
   * @return whether none of them was refused
   */
  boolean found(List<Part> parts, List<byte[]> records);

  /** All that the node has of a scope has been handed over. */
  void level(Scope scope);

  /**
   * Asks about the live changes of a scope.
   *
   * @return the answer, or null where there is nothing that could be compared
   */
  <T> @Nullable T compare(Scope scope, Function<Items, T> question);

  /** Live changes with their proofs; those that have died since are left out. */
  List<Part> parts(Scope scope, List<Item> items);

  /**
   * Whether a change that isn't live here should be fetched: not if it has been refused or died.
   */
  boolean wants(Hash id);

  /** Whether a scope should be compared with a store: not if policies differ, but for an hour. */
  boolean compares(Frame.Id store, Scope scope);

  /**
   * A scope has been compared, and what differed was exchanged.
   *
   * @param whole whether neither side refused any of it
   */
  void reconciled(Frame.Id store, Scope scope, boolean whole);

  /** The node has been heard and has proven its key: send what is unsent. */
  void ready(ClientSession session);

  /** Round-trip time, clock or scopes have changed. */
  void changed(ClientSession session);

  /** Something came that breaks a rule; the session goes on. */
  void failed(SoulgraphException reason);
}
