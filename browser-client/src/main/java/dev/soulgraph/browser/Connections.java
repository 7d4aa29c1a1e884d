package dev.soulgraph.browser;

import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.transport.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sessions by the numbers that the host gives their connections. */
final class Connections {
  private final Host host;
  private final Map<Integer, ClientSession> sessions = new LinkedHashMap<>();

  Connections(Host host) {
    this.host = host;
  }

  void add(int number, Function<Connection, ClientSession> begin) {
    sessions.put(number, begin.apply(new HostConnection(host, number)));
  }

  /** Without effect for a connection that is gone. */
  void with(int number, Consumer<ClientSession> action) {
    ClientSession session = sessions.get(number);
    if (session != null) {
      action.accept(session);
    }
  }

  void remove(int number, Consumer<ClientSession> end) {
    ClientSession session = sessions.remove(number);
    if (session != null) {
      end.accept(session);
    }
  }

  /** O(number of connections), which is that of the relays. */
  @Nullable Integer numberOf(ClientSession session) {
    for (Map.Entry<Integer, ClientSession> entry : sessions.entrySet()) {
      if (entry.getValue().equals(session)) {
        return entry.getKey();
      }
    }
    return null;
  }
}
