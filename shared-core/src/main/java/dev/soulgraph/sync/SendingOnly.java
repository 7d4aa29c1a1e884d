package dev.soulgraph.sync;

import dev.soulgraph.graph.Hash;
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

/** What stands behind a session that writes and reads nothing: it wants nothing and has nothing. */
public abstract class SendingOnly implements Relay {
  @Override
  public Iterable<Scope> wanted() {
    return List.of();
  }

  @Override
  public Frame.@Nullable Cursor cursor(Frame.Id store, Scope scope) {
    return null;
  }

  @Override
  public boolean changes(List<Part> parts, List<byte[]> records, Map<Scope, Frame.Cursor> cursors) {
    return true;
  }

  @Override
  public boolean found(List<Part> parts, List<byte[]> records) {
    return true;
  }

  @Override
  public void level(Scope scope) {}

  @Override
  public <T> @Nullable T compare(Scope scope, Function<Items, T> question) {
    return null;
  }

  @Override
  public List<Part> parts(Scope scope, List<Item> items) {
    return List.of();
  }

  @Override
  public boolean wants(Hash id) {
    return true;
  }

  @Override
  public boolean compares(Frame.Id store, Scope scope) {
    return true;
  }

  @Override
  public void reconciled(Frame.Id store, Scope scope, boolean whole) {}

  @Override
  public void ready(ClientSession session) {}

  @Override
  public void changed(ClientSession session) {}

  @Override
  public void failed(SoulgraphException reason) {}
}
