package dev.soulgraph.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.graph.Scope;
import dev.soulgraph.storage.Journal;
import dev.soulgraph.wire.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CursorsTest {
  private final Map<String, byte[]> metas = new LinkedHashMap<>();
  private final JournalQueue journal = new JournalQueue(new Metas(), reason -> {});
  private final Cursors cursors = new Cursors();

  /** A journal of which only the meta entries are looked at; an empty one is none. */
  private final class Metas implements Journal {
    @Override
    public void begin() {}

    @Override
    public void putRecord(double key, byte[] record) {}

    @Override
    public void removeRecord(double key) {}

    @Override
    public void putPending(double key, byte[] record) {}

    @Override
    public void removePending(double key) {}

    @Override
    public void putMeta(String name, byte[] value) {
      metas.put(name, value);
    }

    @Override
    public void end(Consumer<Boolean> answer) {
      answer.accept(true);
    }
  }

  private static Frame.Cursor cursor(int store) {
    byte[] id = new byte[Frame.Id.BYTES];
    id[0] = (byte) store;
    return new Frame.Cursor(Frame.Id.of(id), Frame.Id.of(id), 7);
  }

  @Test
  void theScopeUnusedForLongestIsForgottenFirst() {
    for (int i = 0; i <= Cursors.MAX_SCOPES; i++) {
      cursors.put(Scope.prefix("a" + i), cursor(1), journal);
      cursors.get(cursor(1).store(), Scope.prefix("a0"));
    }
    journal.pump();
    long kept = metas.values().stream().filter(value -> value.length > 0).count();
    assertEquals(Cursors.MAX_SCOPES, kept);
    assertNotNull(cursors.get(cursor(1).store(), Scope.prefix("a0")));
    assertNull(cursors.get(cursor(1).store(), Scope.prefix("a1")));
  }

  @Test
  void aScopeRemembersTheStoresThatMovedLast() {
    for (int i = 0; i <= Cursors.MAX_STORES; i++) {
      cursors.put(Scope.ALL, cursor(i), journal);
    }
    assertNull(cursors.get(cursor(0).store(), Scope.ALL));
    assertNotNull(cursors.get(cursor(1).store(), Scope.ALL));
    journal.pump();
    Cursors again = new Cursors();
    metas.values().forEach(again::load);
    assertNotNull(again.get(cursor(Cursors.MAX_STORES).store(), Scope.ALL));
  }
}
