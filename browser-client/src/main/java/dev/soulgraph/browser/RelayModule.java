package dev.soulgraph.browser;

import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/** A node in memory, for tests of applications; {@code testing/relay.d.ts} is its contract. */
public final class RelayModule {
  /** How a welcome names this software. */
  static final String AGENT = "soulgraph-testing/0.1";

  static {
    WasmLanes.use();
  }

  private RelayModule() {}

  /** Null after {@code host.fail}. */
  @JSExport
  public static @Nullable MemoryRelay create(Host host, String network, byte[] key) {
    try {
      return new MemoryRelay(host, network, key);
    } catch (SoulgraphException e) {
      host.fail(e.code().text(), e.rule(), e.value(), e.code().retryable());
      return null;
    }
  }
}
