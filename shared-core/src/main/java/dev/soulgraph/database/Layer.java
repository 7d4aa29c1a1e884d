package dev.soulgraph.database;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.PublicKey;
import java.util.List;

/** Lays changes over the set and takes them away again, and tells readers what that alters. */
final class Layer implements Cover {
  private final PublicKey author;
  private final Overlay overlay;
  private final View view;
  private final Listener listener;

  Layer(PublicKey author, Overlay overlay, View view, Listener listener) {
    this.author = author;
    this.overlay = overlay;
    this.view = view;
    this.listener = listener;
  }

  /** What a node has taken but will merge later is read meanwhile by its own author. */
  @Override
  public void waits(Change change, boolean waiting) {
    if (change.author().equals(author)) {
      lay(change, waiting);
    }
  }

  @Override
  public boolean shows(Change change) {
    return overlay.holds(change);
  }

  void lay(Change change, boolean laid) {
    List<String> hidden = laid ? touched(change) : List.of();
    if (laid) {
      overlay.add(change);
    } else {
      overlay.remove(change);
    }
    hidden.forEach(listener::changed);
    if (!laid && !view.shows(change)) {
      touched(change).forEach(listener::changed);
    }
  }

  /** The souls that read differently with or without a change. */
  private List<String> touched(Change change) {
    String soul = change.soul().text();
    return change.slot().equals(Change.PREFIX_ERASE) ? view.souls(soul) : List.of(soul);
  }
}
