package org.teavm.jso.impl;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.jso.typedarrays.ArrayBuffer;

/**
 * Where arrays cross the line, piece by piece. TeaVM's own class of this name asks its allocator
 * for the place, and nothing else does, so that a page would load an allocator for one buffer.
 */
final class WasmBufferUtil {
  static final int BUFFER_SIZE = 4096;
  static final Address buffer = Address.fromInt(begin());

  private WasmBufferUtil() {}

  /** The runtime knows a place. */
  @Import(module = "lanes", name = "buffer")
  private static native int begin();

  @Import(module = "teavmMemory", name = "linearMemory")
  static native ArrayBuffer getLinearMemory();
}
