package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.node.crypto.CorrettoVerifier;
import dev.soulgraph.node.crypto.NodeKey;
import dev.soulgraph.node.crypto.PlatformVerifier;
import dev.soulgraph.node.gossip.Gossip;
import dev.soulgraph.node.gossip.Guest;
import dev.soulgraph.node.http.HttpFront;
import dev.soulgraph.node.store.MvStore;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.vectors.SignatureVector;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever verifies, a node gives one verdict on each of the golden signatures. */
final class ProvidersTest {
  private static final List<SignatureVector> ALL = SignatureVector.all();
  private static final String ACCEPTED = "accepted";

  enum Provider {
    /** Clears the cofactor; asks only whether a key is of small order. */
    BOUNCY_CASTLE("[AR] [+] T|R of order|R is the|.* with a small-order part|speccheck [2-5]$"),
    CORRETTO(Provider.EQUATION),
    SUN_EC(Provider.EQUATION);

    /** The equation as it stands, of points that are canonical. */
    private static final String EQUATION =
        "A [+] T.*(k T = 0|R - k T)|A of order|A and R the|R of order 1|R is the|speccheck [0-3]$";

    /** The names of what it accepts by itself, and replicas must not. */
    final Pattern lenient;

    Provider(String lenient) {
      this.lenient = Pattern.compile(lenient);
    }

    /** Skips the test where there is none. */
    Verifier verifier() {
      Verifier found =
          switch (this) {
            case BOUNCY_CASTLE -> new BouncyCastleVerifier();
            case CORRETTO -> CorrettoVerifier.load();
            case SUN_EC -> PlatformVerifier.sunEc();
          };
      return found == null ? Assumptions.abort(this + " can't be loaded on this machine") : found;
    }
  }

  @TempDir Path folder;

  private static Map<String, String> expected(boolean framed) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < ALL.size(); i++) {
      SignatureVector each = ALL.get(i);
      if (!framed || each.frame() != null) {
        verdicts.put(i + " " + each.name(), each.code().isEmpty() ? ACCEPTED : each.code());
      }
    }
    return verdicts;
  }

  @ParameterizedTest
  @EnumSource
  void theGateGivesTheOneVerdict(Provider provider) {
    Gate gate = new Gate(Network.DEFAULT, new AuthorKeys(), provider.verifier());
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < ALL.size(); i++) {
      SignatureVector each = ALL.get(i);
      String name = i + " " + each.name();
      gate.verify(
          PublicKey.ofRaw(each.key()),
          each.signature(),
          each.message(),
          "",
          refusal -> verdicts.put(name, refusal == null ? ACCEPTED : refusal.code().text()));
    }
    assertEquals(expected(false), verdicts);
  }

  /** In commits over a socket. */
  @ParameterizedTest
  @EnumSource
  void theNodeGivesTheOneVerdict(Provider provider) throws InterruptedException {
    Verifier verifier = provider.verifier();
    Random random = new Random(1);
    Entropy entropy =
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        };
    WallClock clock = System::currentTimeMillis;
    NodeKey key = NodeKey.load(folder, entropy);
    try (MvStore store = MvStore.open(folder, Network.DEFAULT, clock, entropy)) {
      Gossip gossip =
          new Gossip(
              Network.DEFAULT,
              "test",
              store,
              clock,
              entropy,
              key,
              verifier,
              new Unguarded(),
              0,
              store::tidy,
              e -> {});
      gossip.start();
      try (HttpFront front =
          HttpFront.start("localhost", 0, null, Map::of, visitor -> gossip.accept(Guest.TRUSTED))) {
        assertEquals(expected(true), commit(new RawClient(front.port())));
      } finally {
        gossip.stop();
      }
    }
  }

  private static Map<String, String> commit(RawClient client) throws InterruptedException {
    client.send(RawClient.hello(Network.DEFAULT));
    client.next(Frame.Welcome.class);
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < ALL.size(); i++) {
      byte[] frame = ALL.get(i).frame();
      if (frame != null) {
        Frame.Commit listed = (Frame.Commit) new FrameCodec().decode(frame);
        client.send(new Frame.Commit(i, false, listed.part()));
        verdicts.put(i + " " + ALL.get(i).name(), answer(client, i));
      }
    }
    client.close();
    return verdicts;
  }

  private static String answer(RawClient client, int sequence) throws InterruptedException {
    Frame frame = client.next();
    if (frame instanceof Frame.Refuse refuse) {
      assertEquals(Frame.About.COMMIT, refuse.about());
      assertEquals(sequence, refuse.reference());
      return refuse.code();
    }
    Frame.Ack ack = (Frame.Ack) frame;
    assertEquals(sequence, ack.sequence());
    List<String> codes = new ArrayList<>();
    ack.verdicts().forEach(run -> codes.add(run.code() == null ? ACCEPTED : run.code()));
    return codes.get(0);
  }

  /**
   * Without the core they disagree, on what it has to refuse. What comes with the JDK may become
   * stricter; the others' versions are fixed.
   */
  @ParameterizedTest
  @EnumSource
  void whatAProviderAcceptsByItselfIsKnown(Provider provider) {
    Verifier verifier =
        provider == Provider.BOUNCY_CASTLE ? ProvidersTest::bouncyCastle : provider.verifier();
    Set<String> known = new TreeSet<>();
    Set<String> accepted = new TreeSet<>();
    for (int i = 0; i < ALL.size(); i++) {
      SignatureVector each = ALL.get(i);
      String name = i + " " + each.name();
      if (provider.lenient.matcher(each.name()).lookingAt()) {
        assertNotEquals("", each.code(), each.name());
        known.add(name);
      }
      verifier.verify(
          each.key(),
          each.signature(),
          each.message(),
          valid -> {
            if (valid && !each.code().isEmpty()) {
              accepted.add(name);
            }
          });
    }
    if (provider == Provider.SUN_EC) {
      known.retainAll(accepted);
    } else {
      assertFalse(known.isEmpty());
    }
    assertEquals(known, accepted);
  }

  /** Without the check on R that the node's verifier adds. */
  private static void bouncyCastle(
      byte[] key, byte[] signature, byte[] message, Consumer<Boolean> answer) {
    answer.accept(Ed25519.verify(signature, 0, key, 0, message, 0, message.length));
  }
}
