package dev.soulgraph.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.PrunedTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a store as a catching-up client does, and checks every proof on the way. */
public final class Reading {
  private Reading() {}

  public static List<Part> all(Store store, Scope scope, long after, int pieceBytes) {
    return from(store, scope, after, store.head(), null, pieceBytes);
  }

  static List<Part> from(
      Store store, Scope scope, long after, long target, @Nullable String place, int pieceBytes) {
    List<Part> parts = new ArrayList<>();
    String next = place;
    do {
      Store.Piece piece = store.read(scope, after, target, next, pieceBytes);
      piece.parts().forEach(Reading::verify);
      parts.addAll(piece.parts());
      next = piece.place();
      if (next == null) {
        assertEquals(target, piece.through());
      } else {
        assertTrue(piece.through() >= after && piece.through() <= target);
      }
    } while (next != null);
    return parts;
  }

  /** Leaves and hashes give the seal's root, and each id is that of its change. */
  public static void verify(Part part) {
    Hash[] ids = new Hash[part.leaves().length];
    for (int i = 0; i < ids.length; i++) {
      Change change = part.leaves()[i].change();
      assertNotNull(change);
      ids[i] = new ChangeCodec().id(ChangeCodec.decode(ChangeCodec.encode(change)));
      assertEquals(ids[i], part.identified().leaves()[i].id());
    }
    assertEquals(
        part.seal().root(),
        PrunedTree.root(part.seal().size(), part.positions(), ids, part.absent()));
  }

  /** Soul and key to the winner's id; each comes once. */
  public static Map<String, String> winners(List<Part> parts) {
    Map<String, String> winners = new HashMap<>();
    for (Part part : parts) {
      for (Leaf leaf : part.identified().leaves()) {
        Change change = leaf.change();
        assertNotNull(change);
        assertNull(winners.put(Commits.name(change), leaf.id().toString()), "twice: " + change);
      }
    }
    return winners;
  }
}
