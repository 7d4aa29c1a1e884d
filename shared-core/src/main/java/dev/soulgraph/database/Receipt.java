package dev.soulgraph.database;

import dev.soulgraph.graph.Outcome;
import dev.soulgraph.graph.PublicKey;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where a commit is. Changes as it goes; the listener is told each time. */
public final class Receipt {
  /** The order is the one in which they are passed through. */
  public enum State {
    SIGNING,
    LOCAL,
    RELAYED,
    REFUSED
  }

  /** What a refusal's texts may take; the wire holds them to it. */
  static final int TEXT_MAX_BYTES = 1024;

  private final int id;
  private final int changes;
  private final Set<PublicKey> nodes = new LinkedHashSet<>();
  final int[] outcomes = new int[Outcome.values().length + 1];
  State state = State.SIGNING;
  String code = "";
  String rule = "";
  String value = "";

  Receipt(int id, int changes) {
    this.id = id;
    this.changes = changes;
  }

  public int id() {
    return id;
  }

  public State state() {
    return state;
  }

  /** How many changes the commit has. */
  public int changes() {
    return changes;
  }

  /** How many distinct nodes have acknowledged it. */
  public int replicas() {
    // Which one it was may have been said to a tab that is gone.
    return state == State.RELAYED ? Math.max(1, nodes.size()) : nodes.size();
  }

  void acknowledgedBy(PublicKey node) {
    nodes.add(node);
  }

  /** How many changes had which outcome; the last is for those refused. A copy. */
  public int[] outcomes() {
    return outcomes.clone();
  }

  /**
   * Adds what became of changes; those refused may be tried again, so only the last count holds.
   */
  void count(int[] latest) {
    outcomes[outcomes.length - 1] = 0;
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] += latest[i];
    }
  }

  /** Another tab has settled the commit. */
  void heard(Tabs.Message message) {
    PublicKey node = message.node();
    if (node != null) {
      acknowledgedBy(node);
    }
    System.arraycopy(message.outcomes(), 0, outcomes, 0, outcomes.length);
    refused(message.code(), message.rule(), message.value());
    state = message.code().isEmpty() ? State.RELAYED : State.REFUSED;
  }

  void refusedAs(Receipt other) {
    refused(other.code, other.rule, other.value);
    state = State.REFUSED;
  }

  void refused(String code, String rule, String value) {
    this.code = code;
    this.rule = rule;
    this.value = value;
  }

  /** The refusal's code, or empty. */
  public String code() {
    return code;
  }

  public String rule() {
    return rule;
  }

  public String value() {
    return value;
  }
}
