package dev.soulgraph.browser;

import dev.soulgraph.codec.Lanes;
import dev.soulgraph.codec.Sha256;
import org.teavm.classlib.PlatformDetector;
import org.teavm.interop.Address;
import org.teavm.interop.Import;

/** A module of its own, made by the build, for Java knows no vectors; it shares linear memory. */
final class WasmLanes implements Lanes {
  private final int begin = begin();

  /** From now on; in JavaScript there are none. */
  static void use() {
    if (PlatformDetector.isWebAssemblyGC()) {
      Sha256.use(new WasmLanes());
    }
  }

  /** Where in linear memory the lanes' begins. */
  @Import(module = "lanes", name = "begin")
  private static native int begin();

  @Import(module = "lanes", name = "run")
  private static native void run(int begin);

  @Override
  public void put(int place, int word) {
    Address.fromInt(begin + place * Integer.BYTES).putInt(word);
  }

  @Override
  public int get(int place) {
    return Address.fromInt(begin + place * Integer.BYTES).getInt();
  }

  @Override
  public void run() {
    run(begin);
  }
}
