package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.graph.Code;
import dev.soulgraph.node.limits.AddressRange;
import dev.soulgraph.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A node under rules of its own, and clients from wherever they say. */
abstract class GuardedNode {
  static final int POLICY_VIOLATION = 1008;
  static final long PATIENCE_NANOS = 20_000_000_000L;
  static final List<AddressRange> HERE =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  Server server;

  final TestAuthor alice = new TestAuthor(1);
  final TestAuthor bob = new TestAuthor(2);

  @AfterEach
  void stop() {
    server.stop();
  }

  Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("limits"), List.of(lines));
  }

  void serve(String... lines) throws IOException {
    serve(GuardOptions.STANDARD.with(write(lines), HERE));
  }

  void serve(GuardOptions guard) {
    server = Server.start(ServeOptions.of("localhost", 0, folder.resolve("data")).withGuard(guard));
  }

  RawClient from(String address) throws InterruptedException {
    return new RawClient(server.port(), Map.of("X-Forwarded-For", address));
  }

  RawClient welcomedFrom(String address) throws InterruptedException {
    RawClient client = from(address);
    client.send(RawClient.hello("main"));
    assertInstanceOf(Frame.Welcome.class, client.next());
    return client;
  }

  static void assertTurnedAway(Code code, RawClient client) throws InterruptedException {
    client.greet();
    assertEnds(code, client);
  }

  static void assertEnds(Code code, RawClient client) throws InterruptedException {
    Frame.Refuse refuse = client.next(Frame.Refuse.class);
    assertEquals(code.text(), refuse.code());
    assertEquals(Frame.About.CONNECTION, refuse.about());
    assertEquals(POLICY_VIOLATION, client.closeStatus());
  }

  static void assertTaken(RawClient client, Frame.Commit commit) throws InterruptedException {
    client.send(commit);
    Frame answer = client.next();
    assertInstanceOf(Frame.Ack.class, answer, answer.toString());
    assertNull(((Frame.Ack) answer).verdicts().get(0).code());
  }

  static Frame.Refuse assertRefused(Code code, RawClient client, Frame.Commit commit)
      throws InterruptedException {
    client.send(commit);
    Frame answer = client.next();
    Frame.Refuse refuse = assertInstanceOf(Frame.Refuse.class, answer, answer.toString());
    assertEquals(code.text(), refuse.code());
    assertEquals(Frame.About.COMMIT, refuse.about());
    assertEquals(commit.sequence(), refuse.reference());
    return refuse;
  }
}
