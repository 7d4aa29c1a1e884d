package dev.soulgraph.simulation;

import java.util.List;

/** Known faults: for each of what must hold at least one that breaks it. */
final class MutationList {
  private MutationList() {}

  static final List<Mutation> ALL =
      List.of(
          new Mutation(
              "a tie-break skipped",
              "merge/Ladder.java",
              "    if (authors != 0) {",
              "    if (authors > 0 && false) {",
              10),
          new Mutation(
              "an acknowledgement before the force",
              "sync/Writer.java",
              "      due.add(new Due(peer, new Frame.Ack(frame.sequence(), verdicts.runs())));",
              "      peer.send(new Frame.Ack(frame.sequence(), verdicts.runs()));",
              5),
          new Mutation(
              "a write told as kept before it is",
              "database/JournalQueue.java",
              "  void whenKept(Runnable then) {\n    waiting.add(new Waiting(then, false));",
              "  void whenKept(Runnable then) {\n    then.run();",
              5),
          new Mutation(
              "the outbox dropped on reconnect",
              "database/Outbox.java",
              "    inOrder().forEach(each -> send(session, each));",
              "",
              10),
          new Mutation(
              "a lost race between live and catch-up",
              "sync/FanOut.java",
              "      if (peer.behind || peer.closed) {",
              "      if (peer.behind || peer.closed || !peer.isLevel()) {",
              60),
          new Mutation(
              "a slow receiver that never catches up",
              "sync/Node.java",
              "        peer.turns.add(again);",
              "",
              60),
          new Mutation(
              "an erase that misses a narrower scope",
              "sync/Followers.java",
              "    return change.slot().equals(Change.PREFIX_ERASE);",
              "    return false;",
              60),
          new Mutation(
              "an erase that misses what lies below",
              "merge/Erasure.java",
              "!slot.equals(Change.PREFIX_ERASE) : isBelow(soul, from);",
              "!slot.equals(Change.PREFIX_ERASE) : false;",
              10),
          new Mutation(
              "a deferral released twice",
              "sync/Writer.java",
              "      fanOut.send(applied, store.head(), null);",
              "      fanOut.send(applied, store.head(), null);\n"
                  + "      fanOut.send(applied, store.head(), null);",
              60),
          new Mutation(
              "a fingerprint not updated",
              "reconcile/SortedItems.java",
              "      if (i < items.length) {",
              "      if (i < items.length && i != 7) {",
              10),
          new Mutation(
              "fingerprints that are all alike",
              "reconcile/IdSum.java",
              "      words[i] = sum;",
              "      words[i] = 0;",
              60),
          new Mutation(
              "a proof not checked",
              "auth/Gate.java",
              "valid -> answer.accept(valid ? null : mismatch(rule, signer))",
              "valid -> answer.accept(null)",
              60),
          new Mutation(
              "a space that anybody may write in",
              "auth/Gate.java",
              "    Space.check(change.kind(), change.soul(), change.author());\n",
              "",
              60),
          new Mutation(
              "what has expired stays",
              "database/Replica.java",
              "        graph.forget(soul.text());",
              "",
              10),
          new Mutation(
              "a refused write that still covers what lies beneath",
              "database/Outbox.java",
              "    made.settled = true;\n    uncover(made);",
              "    made.settled = true;",
              10),
          new Mutation(
              "nodes that never compare",
              "sync/Upstream.java",
              "    if (dialled && due ",
              "    if (false && due ",
              60),
          new Mutation(
              "a dropped leaf whose hash is forgotten",
              "seal/Held.java",
              "    tree.drop(position, leaf.id());\n",
              "",
              10),
          new Mutation(
              "released deferrals that aren't handed on",
              "sync/Writer.java",
              "      fanOut.send(applied, store.head(), null);",
              "",
              30),
          new Mutation(
              "a place that is kept ahead of what is there",
              "sync/Writer.java",
              "    store.follow(place);",
              "    store.follow(\n"
                  + "        new Frame.Cursor(place.store(), place.run(), place.number() + 1));",
              30),
          new Mutation(
              "a place that is kept before it was compared",
              "sync/Subscriptions.java",
              "open != null && !open.gap",
              "open != null",
              10),
          new Mutation(
              "a slow receiver that is pushed to without end",
              "sync/Peer.java",
              "    return connection.queuedBytes() > limits.outboundMaxBytes();",
              "    return false;",
              10),
          new Mutation(
              "erases without end",
              "sync/Writer.java",
              "store.erases(space) + erases <= limits.erasesMax()",
              "store.erases(space) >= 0",
              10),
          new Mutation(
              "deferred changes of one without end",
              "sync/Writer.java",
              "(ofPeer + added > limits.deferredOfOneMax()\n            || ",
              "(",
              30),
          new Mutation(
              "deferred changes of all without end",
              "sync/Writer.java",
              "\n            || store.deferred() + added > limits.deferredMax())",
              ")",
              60),
          new Mutation(
              "a place kept although a change was refused that could be taken later",
              "sync/Upstream.java",
              "whole ? cursors.values()",
              "whole || !cursors.isEmpty() ? cursors.values()",
              60),
          new Mutation(
              "a browser's place kept although a change was refused that could be taken later",
              "database/Replica.java",
              "    if (whole) {\n      moved.forEach",
              "    if (whole || !moved.isEmpty()) {\n      moved.forEach",
              60),
          new Mutation(
              "a place that passes a change refused before",
              "sync/Incoming.java",
              "curable ? Map.of() : cursors",
              "cursors",
              60),
          new Mutation(
              "unread answers without end",
              "sync/Peer.java",
              "connection.queuedBytes() > limits.outboundHardMaxBytes()",
              "connection.queuedBytes() < 0",
              30),
          new Mutation(
              "unanswered questions without end",
              "sync/Turns.java",
              "return waiting.size() < peer.limits.turnsMax() && bytes",
              "return bytes - bytes",
              30),
          new Mutation(
              "scopes without end",
              "sync/Peer.java",
              "following.size() >= limits.scopesMax()",
              "following.size() < 0",
              30),
          new Mutation(
              "claimed stores without end",
              "sync/Links.java",
              "claimed.size() > limits.claimedMax()",
              "claimed.size() < 0",
              30),
          new Mutation(
              "a commit's pieces without end",
              "sync/Writer.java",
              "!frame.more() || peer.groupBytes >= limits.commitStepBytes()",
              "!frame.more()",
              30),
          new Mutation(
              "remembered ids without end",
              "sync/Passed.java",
              "ids.size() > max",
              "ids.size() < 0",
              60),
          new Mutation(
              "what a tab without storage has sent kept by nobody",
              "database/Database.java",
              "decoded.unkept() ? replica::accepted : replica::merge",
              "replica::merge",
              60),
          new Mutation(
              "sending ahead without end",
              "sync/SendWindow.java",
              "!queue.isEmpty() && openBytes < Limits.WINDOW_BYTES",
              "!queue.isEmpty()",
              60));
}
