package dev.soulgraph.node.store;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** The keys of the index that belong to a scope: {@code from} ≤ key < {@code to}. */
record ScopeRange(String from, String to) {
  /** In order. What erases a prefix above the scope belongs to it too. */
  static List<ScopeRange> of(Scope scope) {
    List<ScopeRange> ranges = new ArrayList<>();
    String name = scope.name();
    for (int end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) {
      String erase = Records.indexKey(name.substring(0, end), Change.PREFIX_ERASE);
      ranges.add(new ScopeRange(erase, erase + '\0'));
    }
    ranges.addAll(within(scope));
    return ranges;
  }

  /** Those of the souls that the scope covers, in order. */
  static List<ScopeRange> within(Scope scope) {
    List<ScopeRange> ranges = new ArrayList<>();
    if (scope.kind() == Scope.Kind.ALL) {
      ranges.add(new ScopeRange("", "\uffff"));
      return ranges;
    }
    ranges.add(new ScopeRange(scope.name() + '\0', scope.name() + '\1'));
    if (scope.kind() != Scope.Kind.SOUL) {
      // Whole segments only: what follows the prefix is a slash, and '0' is the next character.
      ranges.add(new ScopeRange(scope.name() + '/', scope.name() + '0'));
    }
    return ranges;
  }

  /** The number of a scope's winners. O(log n). */
  static long size(MVMap<String, Long> index, Scope scope) {
    long size = 0;
    for (ScopeRange range : of(scope)) {
      size += rank(index, range.to) - rank(index, range.from);
    }
    return size;
  }

  private static long rank(MVMap<String, Long> index, String key) {
    long at = index.getKeyIndex(key);
    return at < 0 ? -at - 1 : at;
  }

  /** The numbers of a scope's winners above {@code after} and up to {@code upTo}, ascending. */
  static long[] numbers(MVMap<String, Long> index, Scope scope, long after, long upTo) {
    long[] numbers = new long[16];
    int count = 0;
    for (ScopeRange range : of(scope)) {
      Cursor<String, Long> cursor = index.cursor(range.from);
      while (cursor.hasNext() && cursor.next().compareTo(range.to) < 0) {
        long number = cursor.getValue();
        if (number > after && number <= upTo) {
          numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
          numbers[count++] = number;
        }
      }
    }
    numbers = Arrays.copyOf(numbers, count);
    Arrays.sort(numbers);
    return numbers;
  }
}
