package dev.soulgraph.conformance;

import dev.soulgraph.auth.Space;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Keys;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import java.util.List;

/** Souls, keys, spaces, scopes, networks, keys as text. */
final class NameCases {
  private static final List<String> SOULS =
      List.of(
          "",
          "a",
          "a/b",
          "/",
          "a/",
          "/a",
          "a//b",
          "a b",
          " ",
          "a/ ",
          "ä/€/😀",
          "a\nb",
          "a\u007f",
          "a\u0080",
          "a\u009f",
          "a\u00a0",
          "\ud800",
          "a\udc00b",
          "!1234567890123",
          "a/!1234567890123",
          "a/!1234567890123/b",
          "a/!123456789012",
          "a/!12345678901234",
          "a/!123456789012x",
          "a/!",
          "a/!1234567890123/!1234567890123",
          "a/b!",
          "a/!٠١٢٣٤٥٦٧٨٩٠١٢",
          "e\u0301",
          "\u00e9",
          "#x",
          "+x",
          "~x",
          "~",
          "-x",
          "_x",
          ".x",
          "`x",
          "{x",
          "\u00a0x");

  private static final List<String> KEYS =
      List.of(
          "", "k", "/", "//", "a//b/", "a\tb", "\u0085", "\udfff", "~", "~x", "~x/y", "k/~x", "k~");

  private NameCases() {}

  static String names() {
    Transcript out = new Transcript();
    PublicKey author = Samples.author(7);
    for (String soul : SOULS) {
      out.line("soul " + plain(soul), () -> described(Soul.of(soul), author));
    }
    for (int bytes : new int[] {511, 512, 513}) {
      out.line("soul of " + bytes, () -> "" + Soul.of("x".repeat(bytes)).text().length());
      out.line("of " + bytes, () -> "" + Soul.of("x".repeat(bytes - 4) + "😀").text().length());
    }
    for (int segments : new int[] {16, 17}) {
      out.line("segments " + segments, () -> Soul.of("x" + "/x".repeat(segments - 1)).text());
    }
    for (String key : KEYS) {
      out.line("key " + plain(key), () -> checked(key, author));
    }
    String own = "~" + author.text();
    for (String key : List.of(own, own + "/", own + "/x", own + "x", own.substring(0, 40))) {
      out.line("own " + key, () -> checked(key, author));
    }
    for (int bytes : new int[] {640, 641}) {
      out.line("key of " + bytes, () -> "" + Keys.check("k".repeat(bytes)).length());
    }
    for (String soul : List.of(own, own + "/x", own + "x", "~" + Samples.author(8).text())) {
      out.line("space " + soul, () -> described(Soul.of(soul), author));
    }
    for (String name :
        List.of("main", "", "a-0", "A", "a_b", "ä", "x".repeat(32), "x".repeat(33))) {
      out.line("network " + name, () -> Network.check(name));
    }
    for (Scope.Kind kind : Scope.Kind.values()) {
      for (String name : List.of("", "chat", "chat/x", "chat/")) {
        out.line("scope " + kind.ordinal() + " " + name, () -> covered(new Scope(kind, name)));
      }
    }
    return out.toString();
  }

  private static String checked(String key, PublicKey author) {
    Keys.checkOwner(Keys.check(key), author);
    return "lawful";
  }

  private static String described(Soul soul, PublicKey author) {
    String space = Transcript.verdict(() -> space(soul, author));
    return soul.firstSegment().length() + " " + soul.mortal() + " " + space;
  }

  private static String space(Soul soul, PublicKey author) {
    Space.check(Change.KIND_PROPERTY, soul, author);
    return soul.expiredAt(1_234_567_890_122L) + " " + soul.expiredAt(1_234_567_890_123L);
  }

  private static String covered(Scope scope) {
    StringBuilder covered = new StringBuilder();
    for (String soul : List.of("chat", "chat/x", "chat/x/y", "chat/xy", "chats")) {
      covered.append(scope.covers(Soul.of(soul)) ? '+' : '-');
    }
    return covered.toString();
  }

  /** Without what a transcript can't show. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x20 && c < 0x7f) {
        plain.append(c);
      } else {
        plain.append('<').append((int) c).append('>');
      }
    }
    return plain.toString();
  }

  /** Keys as text, and their order as unsigned bytes. */
  static String authors() {
    Transcript out = new Transcript();
    Dice dice = new Dice(3);
    PublicKey last = Samples.author(0);
    for (int i = 0; i < 60; i++) {
      PublicKey key = i < 8 ? Samples.author(i * 36) : PublicKey.ofRaw(dice.bytes(32));
      Transcript.check(PublicKey.ofMulticodec(key.multicodec()).equals(key), "reads back");
      out.line(key.text() + " " + Integer.signum(key.compareTo(last)));
      last = key;
    }
    for (int length : new int[] {0, 31, 33}) {
      out.line("raw " + length, () -> PublicKey.ofRaw(new byte[length]).text());
      out.line("multicodec " + length, () -> PublicKey.ofMulticodec(new byte[length]).text());
    }
    out.line("multicodec", () -> PublicKey.ofMulticodec(new byte[34]).text());
    return out.toString();
  }

  /** A state is below 2^63. */
  static String states() {
    Transcript out = new Transcript();
    for (long state : new long[] {0, 1, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      out.line("state " + state, () -> "" + at(state).state());
    }
    return out.toString();
  }

  private static Change at(long state) throws SoulgraphException {
    return Samples.change(new Dice(4), Samples.author(1), state);
  }
}
