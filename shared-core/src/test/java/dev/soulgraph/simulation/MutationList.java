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
              "due.add(new Due(peer, new Frame.Ack(frame.sequence(), verdicts.runs())));",
              "peer.send(new Frame.Ack(frame.sequence(), verdicts.runs()));",
              5),
          new Mutation(
              "a write told as kept before it is",
              "database/JournalQueue.java",
              "  void whenKept(Runnable then) {\n    waiting.add(then);",
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
              "sync/Upstream.java",
              "whole && !gap ? cursors.values()",
              "whole ? cursors.values()",
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
              10));
}
