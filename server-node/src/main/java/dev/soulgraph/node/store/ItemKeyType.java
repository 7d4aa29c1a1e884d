package dev.soulgraph.node.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * A page of keys, each by what it differs in from the one before: most are of one tree, of states
 * that lie close together and of numbers that do so too. A key takes some 13 bytes.
 */
final class ItemKeyType extends BasicDataType<ItemKey> {
  private static final ItemKey NONE = new ItemKey(0, 0, 0, 0);

  /** An object's head and four numbers. */
  private static final int MEMORY_BYTES = 48;

  @Override
  public int compare(ItemKey a, ItemKey b) {
    return a.compareTo(b);
  }

  @Override
  public int getMemory(ItemKey key) {
    return MEMORY_BYTES;
  }

  @Override
  public ItemKey[] createStorage(int size) {
    return new ItemKey[size];
  }

  @Override
  public void write(WriteBuffer out, Object storage, int length) {
    ItemKey[] keys = cast(storage);
    ItemKey last = NONE;
    for (int i = 0; i < length; i++) {
      write(out, keys[i], last);
      last = keys[i];
    }
  }

  @Override
  public void read(ByteBuffer in, Object storage, int length) {
    ItemKey[] keys = cast(storage);
    ItemKey last = NONE;
    for (int i = 0; i < length; i++) {
      last = read(in, last);
      keys[i] = last;
    }
  }

  private static void write(WriteBuffer out, ItemKey key, ItemKey last) {
    out.putVarLong(key.track() - last.track());
    long state = key.track() == last.track() ? last.state() : 0;
    out.putVarLong(key.state() - state).putLong(key.prefix());
    long number = key.number() - last.number();
    out.putVarLong(number << 1 ^ number >> 63);
  }

  private static ItemKey read(ByteBuffer in, ItemKey last) {
    long track = last.track() + DataUtils.readVarLong(in);
    long state = (track == last.track() ? last.state() : 0) + DataUtils.readVarLong(in);
    long prefix = in.getLong();
    long number = DataUtils.readVarLong(in);
    return new ItemKey(track, state, prefix, last.number() + (number >>> 1 ^ -(number & 1)));
  }

  @Override
  public void write(WriteBuffer out, ItemKey key) {
    write(out, key, NONE);
  }

  @Override
  public ItemKey read(ByteBuffer in) {
    return read(in, NONE);
  }
}
