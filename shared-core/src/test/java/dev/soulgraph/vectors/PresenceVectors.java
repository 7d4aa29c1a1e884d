package dev.soulgraph.vectors;

import dev.soulgraph.auth.Ed25519Keys;
import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.Presence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody signs who is somewhere, and that they will have left. */
final class PresenceVectors {
  private PresenceVectors() {}

  static List<Case> made(Ed25519Keys author) {
    List<Case> cases = new ArrayList<>();
    cases.add(made(author, "there", "rooms/1", "{\"name\":\"Ä\"}"));
    cases.add(made(author, "nothing said", "rooms/1", ""));
    cases.add(made(author, "left", "rooms/1", null));
    return cases;
  }

  private static Case made(Ed25519Keys author, String name, String soul, @Nullable String value) {
    Case made = Case.named(name).with("seed", author.seed()).with("network", "main");
    made.with("instance", new Dice(7).bytes(Frame.Id.BYTES));
    made.with("state", Long.toString(Samples.EPOCH)).with("soul", soul);
    if (value != null) {
      made.with("value", value);
    }
    Presence said = unsigned(made, author);
    byte[] message = said.message("main");
    byte[] will = value == null ? Presence.NONE : author.sign(said.left().message("main"));
    byte[] signature = author.sign(message);
    made.with("message", message).with("signature", signature).with("will", will);
    return made.with("bytes", FrameCodec.encode(said.signed(signature, will)));
  }

  private static Presence unsigned(Case each, Ed25519Keys author) {
    return new Presence(
        author.author(),
        Frame.Id.of(each.bytes("instance")),
        Long.parseLong(each.text("state")),
        Soul.of(each.text("soul")),
        each.has("value") ? each.text("value") : null,
        Presence.NONE,
        Presence.NONE);
  }

  static void run(Case each, Findings found) {
    Ed25519Keys author = Ed25519Keys.of(each.bytes("seed"));
    Presence unsigned = unsigned(each, author);
    byte[] message = unsigned.message(each.text("network"));
    found.same(each, "message", Hex.encode(message));
    found.same(each, "signature", Hex.encode(author.sign(message)));
    byte[] leaving = unsigned.left().message(each.text("network"));
    byte[] will = each.has("value") ? author.sign(leaving) : Presence.NONE;
    found.same(each, "will", Hex.encode(will));
    byte[] bytes = FrameCodec.encode(unsigned.signed(author.sign(message), will));
    found.same(each, "bytes", Hex.encode(bytes));
    found.same(each, "bytes", Hex.encode(FrameCodec.encode(FrameCodec.forClient().decode(bytes))));
  }
}
