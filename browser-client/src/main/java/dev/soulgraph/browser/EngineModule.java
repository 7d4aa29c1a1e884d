package dev.soulgraph.browser;

import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Uint8Array;

/** What {@code engine.d.ts} calls EngineModule. */
public final class EngineModule {
  private EngineModule() {}

  @JSExport
  public static Uint8Array echo(byte[] bytes) {
    return Bytes.toJs(bytes);
  }
}
