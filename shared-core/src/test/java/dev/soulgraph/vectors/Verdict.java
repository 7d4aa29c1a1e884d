package dev.soulgraph.vectors;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.BouncyCastleVerifier;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the code says of one input, as the vectors write it. */
final class Verdict {
  private static final Gate GATE =
      new Gate(Network.DEFAULT, new AuthorKeys(), new BouncyCastleVerifier());

  /** November 2023: nobody's clock finds it early. */
  private static final long STATE = 1_700_000_000_000L << Tolerance.COUNTER_BITS;

  private Verdict() {}

  static Case value(String hex) {
    Case made = Case.named(hex.isEmpty() ? "nothing" : hex).with("bytes", hex);
    try {
      CborReader in = new CborReader(Hex.decode(hex));
      Value value = ValueCodec.read(in);
      in.finish();
      String kind = value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      return made.with("kind", kind.equals("num") ? "number" : kind);
    } catch (SoulgraphException refused) {
      return made.with("code", refused.code().text());
    }
  }

  /** Judged as it is and, where that can be, in a frame: both ways must come to the same. */
  static Case signature(String name, String key, byte[] message, String signature) {
    Case made = Case.named(name).with("key", key).with("message", message);
    PublicKey author = PublicKey.ofRaw(Hex.decode(key));
    byte[] bytes = Hex.decode(signature);
    String code = code(answer -> GATE.verify(author, bytes, message, "", answer));
    made.with("signature", signature).with("accepted", code.isEmpty());
    if (!code.isEmpty()) {
      made.with("code", code);
    }
    if (code.isEmpty() && !Arrays.equals(message, message(author.raw()))) {
      return made;
    }
    byte[] frame = FrameCodec.encode(new Frame.Commit(1, false, commit(author).sealed(bytes)));
    Frame.Commit read = (Frame.Commit) new FrameCodec().decode(frame);
    String framed = code(answer -> GATE.verify(read.part(), answer));
    if (!framed.equals(code)) {
      throw new IllegalStateException(name + ": " + code + ", in a frame " + framed);
    }
    return made.with("frame", frame);
  }

  private static String code(Consumer<Consumer<@Nullable SoulgraphException>> question) {
    List<String> codes = new ArrayList<>();
    question.accept(refusal -> codes.add(refusal == null ? "" : refusal.code().text()));
    return codes.get(0);
  }

  /** What the author of a commit of one fixed change signs. */
  static byte[] message(byte[] author) {
    return commit(PublicKey.ofRaw(author)).message(Network.DEFAULT);
  }

  private static Commit commit(PublicKey author) {
    Change change = new Change(author, STATE, Soul.of("s"), "k", Value.TRUE, Extensions.NONE);
    return new Commit(author, List.of(change));
  }

  static String codeOf(Runnable attempt) {
    try {
      attempt.run();
      return "";
    } catch (SoulgraphException refused) {
      return refused.code().text();
    }
  }
}
