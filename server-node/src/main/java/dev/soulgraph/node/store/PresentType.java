package dev.soulgraph.node.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The value of a map that is a set: it takes no space. */
final class PresentType extends BasicDataType<Boolean> {
  @Override
  public int getMemory(Boolean present) {
    return 0;
  }

  @Override
  public Boolean[] createStorage(int size) {
    return new Boolean[size];
  }

  @Override
  public void write(WriteBuffer out, Boolean present) {}

  @Override
  public Boolean read(ByteBuffer in) {
    return Boolean.TRUE;
  }
}
