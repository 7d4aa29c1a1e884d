package dev.soulgraph.browser;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.storage.MemoryStore;
import dev.soulgraph.sync.Background;
import dev.soulgraph.sync.Node;
import dev.soulgraph.sync.NodeLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Uint8Array;

/** The sessions of a real node over a store in memory. Its host brings frames, time and keys. */
public final class MemoryRelay {
  private final Host host;
  private final Answers<byte @Nullable []> signed = new Answers<>();
  private final Answers<Boolean> verified = new Answers<>();
  private final Map<Integer, Arrivals> connections = new LinkedHashMap<>();
  private final Gate gate;
  private final Node node;
  private @Nullable SoulgraphException refusal;

  MemoryRelay(Host host, String network, byte[] key) {
    this.host = host;
    this.gate =
        new Gate(
            network,
            new AuthorKeys(),
            (author, signature, message, answer) ->
                host.verify(
                    verified.expect(answer),
                    Bytes.toJs(author),
                    Bytes.toJs(signature),
                    Bytes.toJs(message)));
    byte[] name = host.random(MemoryStore.Disk.NAME_BYTES);
    this.node =
        new Node(
            network,
            new MemoryStore(new MemoryStore.Disk(name), () -> (long) host.now()),
            () -> (long) host.now(),
            host::random,
            new HostSigner(host, PublicKey.ofRaw(key), signed),
            Background.INLINE,
            RelayModule.AGENT,
            NodeLimits.DEFAULT);
    node.guard(commit -> refusal);
  }

  @JSExport
  public void connected(int connection) {
    connections.put(
        connection, new Arrivals(node, gate, node.connect(new HostConnection(host, connection))));
  }

  @JSExport
  public void received(int connection, Uint8Array frame) {
    Arrivals arrivals = connections.get(connection);
    if (arrivals != null) {
      arrivals.add(Bytes.toJava(frame));
      force();
    }
  }

  @JSExport
  public void disconnected(int connection) {
    Arrivals arrivals = connections.remove(connection);
    if (arrivals != null) {
      arrivals.end();
    }
  }

  @JSExport
  public void signed(int token, byte @Nullable [] signature) {
    signed.give(token, signature);
    force();
  }

  @JSExport
  public void verified(int token, boolean valid) {
    verified.give(token, valid);
    force();
  }

  /** To be called about once a second. */
  @JSExport
  public void tick() {
    node.tick();
    force();
  }

  /**
   * From now on all commits are refused so.
   *
   * @param code one of {@link Code}'s texts; empty: none are refused any more
   * @return whether there is such a code
   */
  @JSExport
  public boolean deny(String code, String rule) {
    if (code.isEmpty()) {
      refusal = null;
      return true;
    }
    for (Code each : Code.values()) {
      if (each.text().equals(code)) {
        refusal = new SoulgraphException(each, rule, "");
        return true;
      }
    }
    return false;
  }

  /** What is merged is as durable at once as it will ever be. */
  private void force() {
    if (node.dirty()) {
      node.forcing().run();
      node.forced();
    }
  }
}
