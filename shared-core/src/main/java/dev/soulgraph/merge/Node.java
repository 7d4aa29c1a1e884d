package dev.soulgraph.merge;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One soul's winners: a small array in order of slots, since most nodes have few keys. */
final class Node {
  private @Nullable Entry[] entries = new Entry[6];
  private int size;

  int size() {
    return size;
  }

  Entry at(int index) {
    return Objects.requireNonNull(entries[index]);
  }

  private String slot(int index) {
    return at(index).change().slot();
  }

  @Nullable Entry get(String slot) {
    int at = find(slot);
    return at < 0 ? null : entries[at];
  }

  void set(int at, Entry entry) {
    entries[at] = entry;
  }

  void insert(int at, Entry entry) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    System.arraycopy(entries, at, entries, at + 1, size - at);
    size++;
    entries[at] = entry;
  }

  void removeAt(int at) {
    size--;
    System.arraycopy(entries, at + 1, entries, at, size - at);
    entries[size] = null;
  }

  /** The index of a slot, or, where there is none yet, −1 less the one that it would have. */
  int find(String slot) {
    int low = 0;
    int high = size - 1;
    // A commit's keys come in order.
    if (size > 0 && slot(high).compareTo(slot) < 0) {
      return -size - 1;
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = slot(middle).compareTo(slot);
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
