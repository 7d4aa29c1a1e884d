package dev.soulgraph.browser;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.transport.Connection;

/** A WebSocket, known by its number. */
final class HostConnection implements Connection {
  private final Host host;
  private final int number;

  HostConnection(Host host, int number) {
    this.host = host;
    this.number = number;
  }

  @Override
  public void send(byte[] frame) {
    host.send(number, Bytes.toJs(frame));
  }

  /** Unknown here: what a client has unacknowledged is bounded instead. */
  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public void close(SoulgraphException reason, boolean retry) {
    host.disconnect(number, reason.code().text(), reason.rule(), reason.value(), retry);
  }
}
