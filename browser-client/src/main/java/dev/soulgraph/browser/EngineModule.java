package dev.soulgraph.browser;

import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;
import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSExport;

/** What {@code engine.d.ts} calls EngineModule. */
public final class EngineModule {
  /** How a hello names this software. */
  static final String AGENT = "soulgraph-browser/0.1";

  static {
    WasmLanes.use();
  }

  private EngineModule() {}

  /**
   * Some milliseconds of work that makes what follows faster; see {@link Rehearsal}. In JavaScript
   * it is nothing.
   */
  @JSExport
  public static void rehearse() {
    if (PlatformDetector.isWebAssemblyGC()) {
      Rehearsal.run();
    }
  }

  /** Null after {@code host.fail}. */
  @JSExport
  public static @Nullable Engine create(Host host, String network, byte[] authorKey) {
    try {
      return new Engine(host, network, authorKey);
    } catch (SoulgraphException e) {
      host.fail(e.code().text(), e.rule(), e.value(), e.code().retryable());
      return null;
    }
  }
}
