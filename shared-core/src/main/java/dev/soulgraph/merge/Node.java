package dev.soulgraph.merge;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One soul's winners: two small arrays in order of slots, since most nodes have few keys. */
final class Node {
  private String[] keys = new String[4];
  private @Nullable Entry[] entries = new Entry[4];
  private int size;

  int size() {
    return size;
  }

  Entry at(int index) {
    return Objects.requireNonNull(entries[index]);
  }

  @Nullable Entry get(String key) {
    int at = find(key);
    return at < 0 ? null : entries[at];
  }

  void put(String key, Entry entry) {
    int at = find(key);
    if (at >= 0) {
      entries[at] = entry;
      return;
    }
    at = -at - 1;
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      entries = Arrays.copyOf(entries, size * 2);
    }
    System.arraycopy(keys, at, keys, at + 1, size - at);
    System.arraycopy(entries, at, entries, at + 1, size - at);
    keys[at] = key;
    entries[at] = entry;
    size++;
  }

  void removeAt(int at) {
    size--;
    System.arraycopy(keys, at + 1, keys, at, size - at);
    System.arraycopy(entries, at + 1, entries, at, size - at);
    entries[size] = null;
  }

  private int find(String key) {
    int low = 0;
    int high = size - 1;
    // A commit's keys come in order.
    if (size > 0 && keys[high].compareTo(key) < 0) {
      return -size - 1;
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = keys[middle].compareTo(key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
