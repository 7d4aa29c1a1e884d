package dev.soulgraph.node.fuzz;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.reconcile.Findings;
import dev.soulgraph.reconcile.Initiator;
import dev.soulgraph.reconcile.Item;
import dev.soulgraph.reconcile.Items;
import dev.soulgraph.reconcile.Responder;
import dev.soulgraph.reconcile.SortedItems;
import java.util.List;
import java.util.Random;

/** Messages of comparing, for who answers and for who asks. */
final class Reconciling implements Target {
  private static final int MESSAGE_MAX_BYTES = 4096;
  private static final int MESSAGES = 8;

  private final Items items;

  Reconciling() {
    Random random = new Random(1);
    Item[] some = new Item[500];
    for (int i = 0; i < some.length; i++) {
      byte[] id = new byte[Hash.BYTES];
      random.nextBytes(id);
      some[i] = new Item(random.nextInt(100), Hash.of(id, 0));
    }
    items = new SortedItems(some);
  }

  @Override
  public void read(byte[] input) {
    Input in = new Input(input);
    if (in.below(2) == 0) {
      byte[] answer = Responder.respond(items, MESSAGE_MAX_BYTES, in.rest());
      checkSize(answer);
    } else {
      Initiator initiator = new Initiator(MESSAGE_MAX_BYTES, new Bounds());
      for (int i = 0; i < MESSAGES; i++) {
        byte[] next = initiator.reconcile(items, i == MESSAGES - 1 ? in.rest() : in.some());
        if (next == null) {
          return;
        }
        checkSize(next);
      }
    }
  }

  private static void checkSize(byte[] message) {
    if (message.length > MESSAGE_MAX_BYTES) {
      throw new AssertionError("a message of " + message.length + " bytes");
    }
  }

  /** What is told of a range lies in it. */
  private static final class Bounds implements Findings {
    @Override
    public void have(Item item) {}

    @Override
    public void need(Item from, Item to, List<Hash> ids) {
      if (ids.isEmpty() || from.compareTo(to) > 0) {
        throw new AssertionError("an empty range");
      }
    }
  }
}
