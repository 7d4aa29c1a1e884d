package dev.soulgraph.node;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.node.limits.Quota;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.node.store.Usage;
import org.jspecify.annotations.Nullable;

/** What the store counts, as a quota asks for it. */
record StoredBytes(MvStore store) implements Quota.Stored {
  @Override
  public long of(PublicKey author) {
    return store.usage().of(author);
  }

  @Override
  public long of(String space) {
    return store.usage().of(space);
  }

  @Override
  public long bytes(Change change) {
    return Usage.bytes(change);
  }

  @Override
  public long beaten(Change change, @Nullable PublicKey author) {
    return store.usage().beaten(change, author);
  }
}
