package dev.soulgraph.node.store;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.storage.Store;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers those winners of a range that somebody has asked for. */
final class Finder {
  private final Tables tables;
  private final Set<Hash> ids;

  /** Most of what is passed needn't be hashed. */
  private final Set<Long> prefixes = new HashSet<>();

  private final Gathered gathered;
  private int scanned;
  private @Nullable Item next;

  Finder(Tables tables, Seals seals, Set<Hash> ids, int maxBytes) {
    this.tables = tables;
    this.ids = ids;
    ids.forEach(id -> prefixes.add(ItemKey.prefix(id)));
    this.gathered = new Gathered(seals, maxBytes);
  }

  Store.Found find(ItemSet items, Item from, @Nullable Item to) {
    items.visit(from, to, this::take);
    return new Store.Found(gathered.identified(), next);
  }

  /** Whether to go on. */
  private boolean take(Candidate each) {
    boolean wanted = prefixes.contains(each.key().prefix()) && ids.contains(each.id());
    Records.Logged logged = wanted ? tables.logged(each.number()) : null;
    boolean far =
        scanned++ >= PieceReader.SCAN_MAX
            && gathered.mayEndBefore(logged == null ? tables.logged(each.number()) : logged);
    if (far || logged != null && gathered.endsBefore(logged)) {
      next = each.item();
      return false;
    }
    if (logged != null) {
      gathered.add(logged);
    }
    return true;
  }
}
