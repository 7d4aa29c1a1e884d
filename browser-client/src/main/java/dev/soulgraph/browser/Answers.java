package dev.soulgraph.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who wait for the host, by the token that it gives back with its answer. */
final class Answers<T> {
  private final Map<Integer, Consumer<T>> waiting = new LinkedHashMap<>();
  private int lastToken;

  /** A token for the question that is now put. */
  int expect(Consumer<T> answer) {
    waiting.put(++lastToken, answer);
    return lastToken;
  }

  /** Hands the answer over; a second one to the same question is nothing. */
  void give(int token, @Nullable T answer) {
    Consumer<T> asker = waiting.remove(token);
    if (asker != null) {
      asker.accept(answer);
    }
  }
}
