package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.cli.relay.Dialogue;
import dev.soulgraph.node.limits.Origins;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Work;
import dev.soulgraph.wire.Frame;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may write what, where, and how much: over real sockets, and refusals have names. */
final class AdmissionTest extends GuardedNode {
  @Test
  void authorsAndSpacesAreAdmittedByLists() throws Exception {
    serve(
        "deny-author = did:key:" + bob.key().text(),
        "allow-space = chat",
        "allow-space = ~" + alice.key().text() + "/notes",
        "deny-space = chat/closed");
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("chat/1", "x", "1"));
    assertTaken(client, alice.commit("~" + alice.key().text() + "/notes/1", "x", "1"));
    assertRefused(Code.DENIED, client, alice.commit("other/1", "x", "1"));
    assertRefused(Code.DENIED, client, alice.commit("chat/closed/1", "x", "1"));
    assertTaken(client, alice.commit("chat/closed2", "x", "1"));
    assertEquals(
        bob.key().text(),
        assertRefused(Code.DENIED, client, bob.commit("chat/1", "x", "1")).value());
    client.assertAlive(1);
  }

  @Test
  void listsHoldForOffersToo() throws Exception {
    serve("deny-author = " + bob.key().text());
    RawClient client = RawClient.welcomed(server);
    Frame.Commit commit = bob.commit("chat/1", "x", "1");
    assertRefused(
        Code.DENIED, client, new Frame.Commit(commit.sequence(), false, commit.part(), true));
  }

  @Test
  void aStrangerIsNoNodeWhereNotEverybodyMayWrite() throws Exception {
    serve("deny-author = " + bob.key().text(), "node-address = 192.0.2.7");
    Frame.Hello plain = RawClient.hello("main");
    Frame.Hello hello =
        new Frame.Hello(
            plain.versions(),
            plain.network(),
            plain.nonce(),
            plain.clockMs(),
            plain.frameMaxBytes(),
            plain.agent(),
            new Frame.Opening(Frame.Id.of(new byte[16]), Frame.Id.of(new byte[16])));
    RawClient stranger = from("192.0.2.8");
    stranger.send(hello);
    assertEnds(Code.DENIED, stranger);
    RawClient known = from("192.0.2.7");
    known.send(hello);
    assertInstanceOf(Frame.Welcome.class, known.next());
  }

  @Test
  void theFileIsReadAgainAndABadOneChangesNothing() throws Exception {
    serve("deny-author = " + bob.key().text());
    RawClient client = RawClient.welcomed(server);
    assertRefused(Code.DENIED, client, bob.commit("a", "x", "1"));
    write("deny-author = nobody", "# a line that nobody can understand");
    Thread.sleep(2_500);
    assertRefused(Code.DENIED, client, bob.commit("a", "x", "2"));
    write("deny-author = " + alice.key().text());
    long end = System.nanoTime() + PATIENCE_NANOS;
    Frame answer = null;
    while (!(answer instanceof Frame.Ack) && System.nanoTime() < end) {
      Thread.sleep(100);
      client.send(bob.commit("a", "x", "3"));
      answer = client.next();
    }
    assertInstanceOf(Frame.Ack.class, answer);
    assertRefused(Code.DENIED, client, alice.commit("a", "x", "4"));
  }

  @Test
  void anAuthorHasSoManyBytesAlsoAfterARestart() throws Exception {
    serve("author-stored-bytes = 3000");
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("a/1", "x", "v".repeat(2_000)));
    assertRefused(Code.STORAGE_QUOTA, client, alice.commit("a/2", "x", "v".repeat(1_000)));
    assertTaken(client, bob.commit("a/2", "x", "v".repeat(1_000)));
    server.stop();
    serve("author-stored-bytes = 3000");
    client = RawClient.welcomed(server);
    assertEquals(
        alice.key().text(),
        assertRefused(Code.STORAGE_QUOTA, client, alice.commit("a/2", "x", "v".repeat(1_000)))
            .value());
    // What takes less than before may always come, and makes room.
    assertTaken(client, alice.commit("a/1", "x", "small"));
    assertTaken(client, alice.commit("a/3", "x", "v".repeat(1_000)));
  }

  @Test
  void aSpaceHasSoManyBytesAndAnEraseMakesRoom() throws Exception {
    serve("space-stored-bytes = 3000");
    RawClient client = RawClient.welcomed(server);
    String space = "~" + alice.key().text();
    assertTaken(client, alice.commit(space + "/1", "x", "v".repeat(2_000)));
    assertRefused(Code.STORAGE_QUOTA, client, alice.commit(space + "/2", "x", "v".repeat(1_000)));
    assertTaken(client, alice.commit("plain/1", "x", "v".repeat(1_000)));
    Change last = alice.change(space + "/1", "x", "");
    assertTaken(
        client,
        alice.commit(
            alice.sealed(
                "main",
                new Change(
                    Change.KIND_ERASE,
                    alice.key(),
                    last.state(),
                    Soul.of(space),
                    "",
                    Value.TRUE,
                    Extensions.NONE))));
    assertTaken(client, alice.commit(space + "/2", "x", "v".repeat(1_000)));
  }

  @Test
  void oneKeyWrittenManyTimesInACommitMakesNoRoom() throws Exception {
    serve("author-stored-bytes = 3000");
    RawClient client = RawClient.welcomed(server);
    assertTaken(client, alice.commit("a/1", "x", "v".repeat(2_500)));
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      changes.add(alice.change("a/1", "x", "" + i));
      changes.add(alice.change("a/" + (10 + i), "x", "v".repeat(2_000)));
    }
    assertRefused(Code.STORAGE_QUOTA, client, alice.commit(alice.sealed("main", changes)));
  }

  @Test
  void aPageOfAnotherSiteIsKeptOutWhereSitesAreListed() throws Exception {
    serve(GuardOptions.STANDARD.with(new Origins(List.of("https://good.example"))));
    RawClient bad = new RawClient(server.port(), Map.of("Origin", "https://bad.example"));
    assertTurnedAway(Code.DENIED, bad);
    for (String good :
        List.of(
            "https://good.example", "https://GOOD.example", "http://localhost:" + server.port())) {
      RawClient client = new RawClient(server.port(), Map.of("Origin", good));
      client.send(RawClient.hello("main"));
      assertInstanceOf(Frame.Welcome.class, client.next(), good);
    }
    RawClient.welcomed(server).assertAlive(1);
  }

  @Test
  void withoutAListEverySiteMayConnect() throws Exception {
    serve(GuardOptions.STANDARD);
    RawClient client = new RawClient(server.port(), Map.of("Origin", "https://any.example"));
    client.send(RawClient.hello("main"));
    client.next(Frame.Welcome.class);
    client.open(1, Scope.ALL, null);
    client.next(Frame.Level.class);
  }

  @Test
  void whoNeedsWorkIsToldHowMuch() throws Exception {
    serve("proof-of-work-bits = 12");
    RawClient client = RawClient.welcomed(server);
    Frame.Commit commit = alice.commit("a", "x", "1");
    assertEquals("12", assertRefused(Code.WORK_REQUIRED, client, commit).value());
    assertTaken(client, alice.commit(alice.worked("main", 12, alice.change("a", "x", "1"))));
    client.assertAlive(1);
  }

  @Test
  void aDatabaseDoesTheWorkThatItIsAskedFor() throws Exception {
    serve("proof-of-work-bits = 12");
    MemoryClient client = new MemoryClient(3);
    URI url = URI.create("ws://localhost:" + server.port() + "/gossip");
    try (Dialogue dialogue = client.connect(url)) {
      client.commit(dialogue, List.of(new Write(Soul.of("a/1"), "x", new Value.Text("1"))));
      client.commit(dialogue, List.of(new Write(Soul.of("a/2"), "x", new Value.Text("1"))));
    }
    RawClient reader = RawClient.welcomed(server);
    reader.open(1, Scope.ALL, null);
    for (Part part : reader.next(Frame.Changes.class).parts()) {
      assertTrue(Work.bits(part.seal(), "main") >= 12);
    }
  }
}
