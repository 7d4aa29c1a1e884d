package dev.soulgraph.reconcile;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Two sides that talk until the initiator has nothing left to ask; what it found, what it took. */
public final class Dialogue implements Findings {
  private final Items ours;
  private final Items responder;
  private final int responderMaxBytes;
  private final Initiator initiator;
  private final Set<Item> have = new LinkedHashSet<>();
  private final List<Hash> need = new ArrayList<>();
  private final List<Item> needBounds = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();

  public Dialogue(Items initiator, int initiatorMaxBytes, Items responder, int responderMaxBytes) {
    this.ours = initiator;
    this.initiator = new Initiator(initiatorMaxBytes, this);
    this.responder = responder;
    this.responderMaxBytes = responderMaxBytes;
  }

  public Dialogue run() {
    return goOn(initiator.initiate(ours));
  }

  /** Begins with the check; its answer is where the reconciliation goes on. */
  public Dialogue runFromCheck(byte[] random) {
    return goOn(initiator.check(ours, random));
  }

  private Dialogue goOn(byte[] first) {
    byte[] message = first;
    while (message != null) {
      messages.add(message);
      byte[] answer = Responder.respond(responder, responderMaxBytes, message);
      messages.add(answer);
      message = initiator.reconcile(ours, answer);
    }
    return this;
  }

  @Override
  public void have(Item item) {
    have.add(item);
  }

  @Override
  public void need(Item from, Item to, List<Hash> ids) {
    for (Hash id : ids) {
      need.add(id);
      needBounds.add(from);
      needBounds.add(to);
    }
  }

  /** Each once, though a frame limit can bring one again. */
  public List<Item> have() {
    return List.copyOf(have);
  }

  /** With the bounds that the i-th came with: {@link #from} and {@link #to}. */
  public List<Hash> need() {
    return need;
  }

  Item from(int i) {
    return needBounds.get(2 * i);
  }

  Item to(int i) {
    return needBounds.get(2 * i + 1);
  }

  /** From both sides in turn, the initiator's first. */
  public List<byte[]> messages() {
    return messages;
  }

  public int rounds() {
    return messages.size() / 2;
  }

  public long bytes() {
    long sum = 0;
    for (byte[] message : messages) {
      sum += message.length;
    }
    return sum;
  }

  /** In hex, a line each. */
  public String transcript() {
    StringBuilder text = new StringBuilder();
    for (byte[] message : messages) {
      text.append(Hex.encode(message)).append('\n');
    }
    return text.toString();
  }
}
