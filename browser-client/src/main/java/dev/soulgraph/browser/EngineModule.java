package dev.soulgraph.browser;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/** What {@code engine.d.ts} calls EngineModule. */
public final class EngineModule {
  /** How a hello names this software. */
  static final String AGENT = "soulgraph-browser/0.1";

  /**
   * A browser compiles well, and meanwhile, only what has run for a while. Hashing is the most of
   * what receiving costs, so it runs, for about a millisecond, before the first frame comes.
   */
  private static final int WARMING_BYTES = 100_000;

  private static final int WARMING_LEAVES = 4096;

  private EngineModule() {}

  /** Null after {@code host.fail}. */
  @JSExport
  public static @Nullable Engine create(Host host, String network, byte[] authorKey) {
    try {
      WasmLanes.use();
      Sha256.of(new byte[WARMING_BYTES]);
      new Sha256().tree(new int[WARMING_LEAVES * Hash.WORDS], WARMING_LEAVES);
      return new Engine(host, network, authorKey);
    } catch (SoulgraphException e) {
      host.fail(e.code().text(), e.rule(), e.value(), e.code().retryable());
      return null;
    }
  }
}
