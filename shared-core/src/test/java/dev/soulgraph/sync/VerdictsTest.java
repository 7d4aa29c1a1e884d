package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.testing.Identity;
import dev.soulgraph.testing.Pipe;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tab makes of a node's answers, whatever they are. */
final class VerdictsTest {
  private static final Frame.Verdicts APPLIED = new Frame.Verdicts(1, 0, null);
  private static final Frame.Verdicts FUTURE = new Frame.Verdicts(1, -1, "future");

  private final World world = new World(1, 10);
  private final Tab tab = new Tab(world, "alice");
  private final List<Frame.Commit> sent = new ArrayList<>();

  /** A node that answers one commit after the other so. */
  private Pipe meet(List<List<Frame.Verdicts>> answers) {
    Identity node = Identity.of("node 1");
    Pipe[] pipe = new Pipe[1];
    pipe[0] =
        tab.meet(
            bytes -> {
              Frame frame = new FrameCodec().decode(bytes);
              if (frame instanceof Frame.Hello hello) {
                say(pipe[0], Handshake.welcome(Frame.VERSION, "main", hello.nonce(), node, node));
              } else if (frame instanceof Frame.Commit commit) {
                sent.add(commit);
                say(pipe[0], new Frame.Ack(commit.sequence(), answers.get(sent.size() - 1)));
              }
            });
    world.settle();
    return pipe[0];
  }

  private static void say(Pipe pipe, Frame frame) {
    pipe.forgeToTab(FrameCodec.encode(frame));
  }

  private Receipt commit(String... keys) {
    List<Write> writes = new ArrayList<>();
    for (String key : keys) {
      writes.add(new Write(Soul.of("node"), key, Value.TRUE));
    }
    Receipt receipt = tab.database().commit(writes);
    world.settle();
    return receipt;
  }

  @Test
  void whatIsFutureOfACommitIsSignedAnewAndTheRestStays() {
    meet(List.of(List.of(APPLIED, FUTURE, APPLIED), List.of(APPLIED)));
    Receipt receipt = commit("a", "b", "c");
    assertEquals(2, sent.size());
    assertEquals(1, sent.get(1).part().leaves().length);
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(3, receipt.outcomes()[Outcome.APPLIED.ordinal()]);
    assertEquals(0, receipt.outcomes()[Outcome.values().length]);
    assertEquals(3, tab.node("node").size());
    Hash digest = tab.database().digest();
    tab.reload();
    assertEquals(digest, tab.database().digest());
    assertEquals(3, tab.node("node").size());
  }

  @Test
  void aCommitThatStaysFutureIsRefusedAfterAFewTries() {
    meet(List.of(List.of(FUTURE), List.of(FUTURE), List.of(FUTURE), List.of(FUTURE)));
    Receipt receipt = commit("a");
    assertEquals(4, sent.size());
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals(Code.FUTURE.text(), receipt.code());
    assertEquals(0, tab.node("node").size());
    assertNotEquals(sent.get(0).part().seal().root(), sent.get(3).part().seal().root());
  }

  @Test
  void leavesThatANodeDoesNotAnswerForAreNotTaken() {
    meet(List.of(List.of(APPLIED)));
    Receipt receipt = commit("a", "b");
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals(1, tab.node("node").size());
  }

  @Test
  void anAnswerToNothingIsWithoutEffect() {
    Pipe pipe = meet(List.of(List.of(APPLIED)));
    say(pipe, new Frame.Ack(77, List.of(APPLIED)));
    say(pipe, new Frame.Refuse(Frame.About.COMMIT, 78, "future", "", ""));
    say(pipe, new Frame.Level(99, 1));
    Receipt receipt = commit("a");
    assertEquals(Receipt.State.RELAYED, receipt.state());
  }

  @Test
  void aCodeThatThisReleaseDoesNotKnowIsToldAsItIs() {
    meet(List.of(List.of(new Frame.Verdicts(1, -1, "policy-of-the-future"))));
    Receipt receipt = commit("a");
    assertEquals(Receipt.State.REFUSED, receipt.state());
    assertEquals("policy-of-the-future", receipt.code());
  }
}
