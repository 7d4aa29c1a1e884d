package dev.soulgraph.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoulTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        "a\u0000",
        "a\u001f",
        "\u007f",
        "\u0080",
        "\u009f",
        "\ud800",
        "a/\udfff",
        "!",
        "!1",
        "a/!123456789012",
        "a/!12345678901234",
        "a/!12345678901 3",
        "a/!+234567890123",
        "!1234567890123/!1234567890123",
        "a/!x"
      })
  void anUnlawfulSoulIsRefused(String text) {
    SoulgraphException refused = assertThrows(SoulgraphException.class, () -> Soul.of(text));
    assertEquals(Code.SOUL_INVALID, refused.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a b/c",
        "ä",
        "😀/€",
        "\u00a0",
        "a!/b",
        "a/!1234567890123",
        "~x",
        "#x",
        "+x",
        ".",
        "..",
        "e\u0301"
      })
  void aLawfulSoulIsKeptAsItIs(String text) {
    assertEquals(text, Soul.of(text).text());
  }

  @Test
  void lengthIsCountedInBytes() {
    assertEquals(512, Soul.of("x".repeat(512)).text().length());
    assertThrows(SoulgraphException.class, () -> Soul.of("x".repeat(513)));
    assertEquals(256, Soul.of("ä".repeat(256)).text().length());
    assertThrows(SoulgraphException.class, () -> Soul.of("ä".repeat(256) + "x"));
    assertEquals(256, Soul.of("😀".repeat(128)).text().length());
    assertThrows(SoulgraphException.class, () -> Soul.of("€".repeat(171)));
  }

  @Test
  void thereAreSixteenSegmentsAtMost() {
    assertEquals("a", Soul.of("a" + "/b".repeat(15)).firstSegment());
    assertThrows(SoulgraphException.class, () -> Soul.of("a" + "/b".repeat(16)));
  }

  @Test
  void soulsAreNeverNormalised() {
    assertFalse(Soul.of("\u00e9").equals(Soul.of("e\u0301")));
  }

  @Test
  void aSoulWithAnExpirySegmentExpiresFromThatMillisecondOn() {
    for (String text :
        new String[] {"a/!1780000000000", "a/!1780000000000/b", "!1780000000000/b"}) {
      assertTrue(Soul.of(text).mortal());
      assertFalse(Soul.of(text).expiredAt(1_779_999_999_999L));
      assertTrue(Soul.of(text).expiredAt(1_780_000_000_000L));
    }
    assertFalse(Soul.of("a/1780000000000").expiredAt(Long.MAX_VALUE));
    assertTrue(Soul.of("a/!0000000000000").expiredAt(0));
  }

  @Test
  void aPrefixCoversWholeSegmentsOnly() {
    Soul soul = Soul.of("a/b/c");
    assertTrue(soul.isUnder("a"));
    assertTrue(soul.isUnder("a/b"));
    assertTrue(soul.isUnder("a/b/c"));
    assertFalse(soul.isUnder("a/"));
    assertFalse(soul.isUnder("a/b/"));
    assertFalse(soul.isUnder("a/bc"));
    assertFalse(Soul.of("a/bc").isUnder("a/b"));
    assertFalse(soul.isUnder("a/b/c/d"));
  }

  @Test
  void scopesContainEachOtherAsWhatTheyCoverDoes() {
    Scope[] scopes = {
      Scope.ALL,
      new Scope(Scope.Kind.SPACE, "a"),
      Scope.prefix("a"),
      Scope.prefix("a/b"),
      Scope.prefix("ab"),
      Scope.soul(Soul.of("a")),
      Scope.soul(Soul.of("a/b"))
    };
    String[] souls = {"a", "a/b", "a/b/c", "ab", "ab/c", "b"};
    for (Scope outer : scopes) {
      for (Scope inner : scopes) {
        if (outer.contains(inner)) {
          for (String soul : souls) {
            boolean covered = outer.covers(Soul.of(soul)) || !inner.covers(Soul.of(soul));
            assertTrue(covered, outer + " contains " + inner + ", " + soul);
          }
        }
      }
    }
    assertTrue(Scope.prefix("a").contains(Scope.soul(Soul.of("a/b"))));
    assertFalse(Scope.soul(Soul.of("a")).contains(Scope.prefix("a")));
    assertFalse(Scope.prefix("a").contains(Scope.ALL));
  }
}
