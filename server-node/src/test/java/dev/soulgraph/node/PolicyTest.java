package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.node.policy.PolicyProgram;
import dev.soulgraph.wire.Frame;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of the operator's decides, whatever state it is in. */
final class PolicyTest {
  private static final long PATIENCE_NANOS = 40_000_000_000L;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Server server;

  private final TestAuthor alice = new TestAuthor(1);
  private final TestAuthor bob = new TestAuthor(2);

  @AfterEach
  void stop() {
    server.stop();
  }

  private void serve(PolicyProgram.Failure failure, String... command) {
    server =
        Server.start(
            ServeOptions.of("localhost", 0, folder.resolve("data"))
                .withGuard(
                    GuardOptions.STANDARD.with(new PolicyProgram(List.of(command), failure))));
  }

  /** A policy made of this test's own class path: {@link PolicyScript}. */
  private void script(PolicyProgram.Failure failure, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(classPath());
    command.add(PolicyScript.class.getName());
    command.addAll(List.of(arguments));
    serve(failure, command.toArray(new String[0]));
  }

  private static String classPath() {
    return Path.of(PolicyScript.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString()
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }

  private static Frame answer(RawClient client, Frame.Commit commit) throws InterruptedException {
    client.send(commit);
    return client.next();
  }

  private static void assertTaken(RawClient client, Frame.Commit commit)
      throws InterruptedException {
    Frame answer = answer(client, commit);
    Frame.Ack ack = assertInstanceOf(Frame.Ack.class, answer, answer.toString());
    assertEquals(commit.sequence(), ack.sequence());
    assertNull(ack.verdicts().get(0).code());
  }

  private static Frame.Refuse assertRefused(Code code, RawClient client, Frame.Commit commit)
      throws InterruptedException {
    Frame answer = answer(client, commit);
    Frame.Refuse refuse = assertInstanceOf(Frame.Refuse.class, answer, answer.toString());
    assertEquals(code.text(), refuse.code());
    assertEquals(commit.sequence(), refuse.reference());
    return refuse;
  }

  private static int changesOnceLevel(RawClient reader) throws InterruptedException {
    reader.open(1, Scope.ALL, null);
    int changes = 0;
    while (true) {
      Frame frame = reader.next();
      if (frame instanceof Frame.Level) {
        return changes;
      }
      if (frame instanceof Frame.Changes some) {
        changes += some.parts().stream().mapToInt(part -> part.leaves().length).sum();
      }
    }
  }

  @Test
  void theExampleOfTheDocsDecides() throws Exception {
    Path example = Path.of("..", "docs", "examples", "policy.py").toAbsolutePath();
    assumeTrue(Files.exists(example) && hasPython(), "needs python3");
    serve(PolicyProgram.Failure.REFUSE, "python3", example.toString(), bob.key().text());
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("chat/1", "text", "hello"));
    assertEquals(
        "no links in chat",
        assertRefused(Code.POLICY_REJECTED, client, alice.commit("chat/2", "text", "see http://x"))
            .value());
    assertTaken(client, alice.commit("links/1", "text", "see http://x"));
    assertTaken(client, bob.commit("chat/3", "text", "buy"));
    assertEquals(2, changesOnceLevel(RawClient.welcomed(server)));
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aShadowedCommitIsAcknowledgedAndGoesNoFurther() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient reader = RawClient.welcomed(server);
    reader.open(1, Scope.ALL, null);
    reader.next(Frame.Level.class);
    RawClient writer = RawClient.welcomed(server);
    assertTaken(writer, alice.commit("a/1", "x", "shadow"));
    assertTaken(writer, alice.commit("a/2", "x", "accept"));
    Frame.Changes live = reader.next(Frame.Changes.class);
    assertEquals(
        "a/2", Objects.requireNonNull(live.parts().get(0).leaves()[0].change()).soul().text());
    assertEquals(1, changesOnceLevel(RawClient.welcomed(server)));
  }

  @Test
  void theStrictestAnswerCountsForACommit() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    Frame.Commit mixed =
        alice.commit(
            alice.sealed(
                "main",
                alice.change("a/1", "x", "accept"),
                alice.change("a/2", "x", "shadow"),
                alice.change("a/3", "x", "reject")));
    assertEquals("because", assertRefused(Code.POLICY_REJECTED, client, mixed).value());
    Frame.Commit shadowed =
        alice.commit(
            alice.sealed(
                "main", alice.change("a/1", "x", "accept"), alice.change("a/2", "x", "shadow")));
    assertTaken(client, shadowed);
    assertEquals(0, changesOnceLevel(RawClient.welcomed(server)));
  }

  @Test
  void manyAreAskedAboutAtOnceAndKeepTheirOrder() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    List<Frame.Commit> commits = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Frame.Commit commit = alice.commit("a/" + i, "x", i % 3 == 0 ? "reject" : "accept");
      commits.add(commit);
      client.send(commit);
    }
    int acks = 0;
    int refusals = 0;
    for (int i = 0; i < commits.size(); i++) {
      Frame answer = client.next();
      acks += answer instanceof Frame.Ack ? 1 : 0;
      refusals += answer instanceof Frame.Refuse ? 1 : 0;
    }
    assertEquals(200, acks);
    assertEquals(100, refusals);
  }

  @Test
  void aLargeCommitIsAskedAboutWhole() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("bulk", 5_000, 20));
  }

  @Test
  void whereItDiesWritesAreRefusedUntilItIsBack() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("a/1", "x", "accept"));
    assertRefused(Code.POLICY_UNAVAILABLE, client, alice.commit("a/2", "x", "die"));
    assertTrue(Code.POLICY_UNAVAILABLE.retryable());
    client.assertAlive(1);
    long end = System.nanoTime() + PATIENCE_NANOS;
    Frame answer = answer(client, alice.commit("a/3", "x", "accept"));
    while (!(answer instanceof Frame.Ack) && System.nanoTime() < end) {
      Thread.sleep(100);
      answer = answer(client, alice.commit("a/3", "x", "accept"));
    }
    assertInstanceOf(Frame.Ack.class, answer);
    assertEquals(2, changesOnceLevel(RawClient.welcomed(server)));
  }

  @Test
  void whereItDiesWritesMayWaitForIt() throws Exception {
    script(PolicyProgram.Failure.WAIT, folder.resolve("died").toString());
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("a/1", "x", "accept"));
    assertTaken(client, alice.commit("a/2", "x", "die once"));
  }

  @Test
  void oneThatStallsIsReplaced() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    assertRefused(Code.POLICY_UNAVAILABLE, client, alice.commit("a/1", "x", "stall"));
    RawClient reader = RawClient.welcomed(server);
    assertEquals(0, changesOnceLevel(reader));
    long end = System.nanoTime() + PATIENCE_NANOS;
    Frame answer = answer(client, alice.commit("a/3", "x", "accept"));
    while (!(answer instanceof Frame.Ack) && System.nanoTime() < end) {
      Thread.sleep(100);
      answer = answer(client, alice.commit("a/3", "x", "accept"));
    }
    assertInstanceOf(Frame.Ack.class, answer);
  }

  @Test
  void anAnswerThatIsNoneLetsNothingThrough() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    assertRefused(Code.POLICY_UNAVAILABLE, client, alice.commit("a/1", "x", "babble"));
    assertEquals(0, changesOnceLevel(RawClient.welcomed(server)));
  }

  @Test
  void oneThatCannotBeStartedLetsNothingThrough() throws Exception {
    serve(PolicyProgram.Failure.REFUSE, folder.resolve("nothing").toString());
    RawClient client = RawClient.welcomed(server);
    assertRefused(Code.POLICY_UNAVAILABLE, client, alice.commit("a/1", "x", "accept"));
    assertEquals(0, changesOnceLevel(RawClient.welcomed(server)));
  }

  @Test
  void offersAreAskedAboutToo() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    Frame.Commit commit = alice.commit("a/1", "x", "reject");
    assertRefused(
        Code.POLICY_REJECTED,
        client,
        new Frame.Commit(commit.sequence(), false, commit.part(), true));
  }

  @Test
  void twoAnswersToOneChangeAreNoneToAnother() throws Exception {
    script(PolicyProgram.Failure.REFUSE);
    RawClient client = RawClient.welcomed(server);
    Frame.Commit both =
        alice.commit(
            alice.sealed(
                "main", alice.change("a/1", "x", "twice"), alice.change("a/2", "x", "stall")));
    assertRefused(Code.POLICY_UNAVAILABLE, client, both);
    assertEquals(0, changesOnceLevel(RawClient.welcomed(server)));
  }
}
