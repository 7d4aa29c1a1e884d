package dev.soulgraph.browser;

import dev.soulgraph.database.Listener;
import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.wire.Presence;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells the host what the database tells. */
final class HostListener implements Listener {
  private final Host host;
  private final Consumer<ClientSession> sessions;

  /** Souls that the host has read since it was told of them. */
  private final Set<String> read = new LinkedHashSet<>();

  private int wide;

  HostListener(Host host, Consumer<ClientSession> sessions) {
    this.host = host;
    this.sessions = sessions;
  }

  /** The host will read a node, and is to be told when that reads differently. */
  void reads(String soul) {
    read.add(soul);
  }

  /**
   * A scope of more than one soul is open, or closed again: its readers want to hear of souls that
   * nobody has read.
   */
  void wide(boolean open) {
    wide += open ? 1 : -1;
  }

  @Override
  public void changed(String soul) {
    if (read.remove(soul) || wide > 0) {
      host.changed(soul);
    }
  }

  @Override
  public void scopes() {
    host.scopes();
  }

  @Override
  public void receipt(Receipt receipt) {
    host.receipt(
        receipt.id(),
        receipt.state().ordinal(),
        receipt.replicas(),
        receipt.changes(),
        receipt.outcomes(),
        receipt.code(),
        receipt.rule(),
        receipt.value());
  }

  @Override
  public void session(ClientSession session) {
    sessions.accept(session);
  }

  @Override
  public void present(Presence said, boolean own) {
    host.present(
        said.soul().text(),
        said.author().text(),
        Hex.encode(said.instance().bytes()),
        said.value(),
        own);
  }

  @Override
  public void shared(byte[] message) {
    host.shared(Bytes.toJs(message));
  }

  @Override
  public void failed(SoulgraphException reason) {
    host.fail(reason.code().text(), reason.rule(), reason.value(), reason.code().retryable());
  }
}
