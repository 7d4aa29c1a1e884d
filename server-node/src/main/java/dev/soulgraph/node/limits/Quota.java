package dev.soulgraph.node.limits;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Door;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an author and a space may have stored. A commit that would go beyond is refused as a whole,
 * unless it leaves no more than there was: so room can be made where there is none.
 */
public final class Quota implements Door {
  /** What is stored, in bytes; asked by the node's thread. */
  public interface Stored {
    long of(PublicKey author);

    long of(String space);

    /** What a change would take. */
    long bytes(Change change);

    /** What the winner takes that the change would beat: this author's, or whoever's for null. */
    long beaten(Change change, @Nullable PublicKey author);
  }

  private final Supplier<Rules> rules;
  private final Stored stored;

  public Quota(Supplier<Rules> rules, Stored stored) {
    this.rules = rules;
    this.stored = stored;
  }

  @Override
  public @Nullable SoulgraphException refusal(Frame.Commit commit) {
    long authorMax = rules.get().get(Limit.AUTHOR_STORED_BYTES);
    long spaceMax = rules.get().get(Limit.SPACE_STORED_BYTES);
    if (authorMax == 0 && spaceMax == 0) {
      return null;
    }
    List<Change> changes = changes(commit);
    PublicKey author = commit.part().seal().author();
    if (authorMax > 0 && exceeds(authorMax, stored.of(author), changes, author)) {
      return full("an author", authorMax, author.text());
    }
    if (spaceMax > 0) {
      Map<String, List<Change>> spaces = new HashMap<>();
      for (Change change : changes) {
        spaces.computeIfAbsent(change.soul().firstSegment(), each -> new ArrayList<>()).add(change);
      }
      for (Map.Entry<String, List<Change>> space : spaces.entrySet()) {
        if (exceeds(spaceMax, stored.of(space.getKey()), space.getValue(), null)) {
          return full("a space", spaceMax, space.getKey());
        }
      }
    }
    return null;
  }

  /** An erase takes more away than it brings, and has a bound of its own. */
  private static List<Change> changes(Frame.Commit commit) {
    List<Change> changes = new ArrayList<>();
    for (Leaf leaf : commit.part().leaves()) {
      Change change = leaf.change();
      if (change != null && change.kind() != Change.KIND_ERASE) {
        changes.add(change);
      }
    }
    return changes;
  }

  private boolean exceeds(long max, long before, List<Change> changes, @Nullable PublicKey author) {
    long more = 0;
    for (Change change : changes) {
      more += stored.bytes(change);
    }
    if (before + more <= max) {
      return false;
    }
    // Only now it is worth while to look what goes.
    Set<String> slots = new HashSet<>();
    for (Change change : changes) {
      if (slots.add(change.soul().text() + '\0' + change.slot())) {
        more -= stored.beaten(change, author);
      }
    }
    return more > 0 && before + more > max;
  }

  private static SoulgraphException full(String what, long max, String who) {
    return new SoulgraphException(
        Code.STORAGE_QUOTA, what + " has at most " + max + " bytes on this node", who);
  }
}
