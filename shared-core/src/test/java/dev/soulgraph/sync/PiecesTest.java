package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PiecesTest {
  private final Pieces pieces = new Pieces();
  private int read;

  private static Pieces.Wanted wanted(String place) {
    return new Pieces.Wanted(Scope.ALL, 1, 0, place, 256, 1 << 20);
  }

  private Pieces.Read get(String place, long upTo, Pieces.Read found) {
    return pieces.get(
        wanted(place),
        upTo,
        () -> {
          read++;
          return found;
        });
  }

  private static Pieces.Read piece(int bytes, long through, @Nullable String place) {
    return new Pieces.Read(List.of(new byte[bytes]), through, place);
  }

  @Test
  void whatWasReadForOneIsSentToAnother() {
    Pieces.Read first = get("7", 100, piece(10, 20, "20"));
    assertSame(first, get("7", 105, piece(10, 21, "21")));
    assertEquals(1, read);
  }

  @Test
  void nobodyIsSentWhatLiesBehindTheirEnd() {
    get("7", 100, piece(10, 20, "20"));
    Pieces.Read shorter = piece(5, 15, null);
    assertSame(shorter, get("7", 15, shorter));
  }

  @Test
  void aLastPieceIsItsReadersAlone() {
    get("7", 100, piece(10, 100, null));
    Pieces.Read longer = piece(20, 140, null);
    assertSame(longer, get("7", 140, longer));
    assertEquals(0, pieces.bytes());
  }

  @Test
  void whatSaysNothingAboutNumbersIsNotShared() {
    get("item 5", 100, piece(10, 0, "item 6"));
    Pieces.Read other = piece(10, 0, "item 6");
    assertSame(other, get("item 5", 100, other));
  }

  @Test
  void atMostSomeMegabytesAreKept() {
    for (int i = 0; i < 100; i++) {
      get(i + "", 1000, piece(1 << 20, i + 1, (i + 1) + ""));
      assertTrue(pieces.bytes() <= 16 << 20, pieces.bytes() + " bytes");
    }
    get("99", 1000, piece(1, 100, "100"));
    assertEquals(100, read);
    get("0", 1000, piece(1, 1, "1"));
    assertEquals(101, read);
  }

  @Test
  void whatNobodyAsksForIsForgotten() {
    get("7", 100, piece(10, 20, "20"));
    pieces.tick();
    assertEquals(10, pieces.bytes());
    pieces.tick();
    assertEquals(0, pieces.bytes());
  }

  @Test
  void aFailedReadingIsTriedAgain() {
    try {
      pieces.get(
          wanted("7"),
          100,
          () -> {
            throw new IllegalStateException("no disk");
          });
    } catch (IllegalStateException e) {
      assertEquals("no disk", e.getMessage());
    }
    Pieces.Read piece = piece(10, 20, "20");
    assertSame(piece, get("7", 100, piece));
  }
}
