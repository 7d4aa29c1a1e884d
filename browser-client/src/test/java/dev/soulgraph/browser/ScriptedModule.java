package dev.soulgraph.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSExport;

/** What the build refuses: a function made of its text, which only {@code eval} can do in Wasm. */
public final class ScriptedModule {
  private ScriptedModule() {}

  @JSExport
  public static int answer() {
    return twice(21);
  }

  @JSBody(params = "number", script = "return 2 * number;")
  private static native int twice(int number);
}
