package dev.soulgraph.simulation;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What somebody was told is safe, and what has been lost with disks since, for nothing that was
 * promised there: a disk that is wiped takes with it what lay nowhere else.
 */
final class Ledger {
  /** A write that has to be there in the end, or something above it. */
  private static final class Duty {
    final String soul;
    final String slot;
    final Value value;
    final String promised;
    long state;
    boolean waived;

    /** Some disk that had it was destroyed since. */
    boolean bereft;

    Duty(String soul, String slot, Value value, long state, String promised) {
      this.soul = soul;
      this.slot = slot;
      this.value = value;
      this.state = state;
      this.promised = promised;
    }

    boolean isMetBy(Model model) {
      return model.settles(soul, slot, state, value) || Soul.of(soul).mortal();
    }
  }

  private final Map<String, Duty> duties = new LinkedHashMap<>();
  private final TreeSet<String> acknowledged = new TreeSet<>();
  private final TreeSet<String> givenUp = new TreeSet<>();
  private final Map<String, Long> lowestSent = new LinkedHashMap<>();
  private final List<Supplier<Model>> places = new ArrayList<>();
  private final List<Supplier<List<Change>>> outboxes = new ArrayList<>();

  private static String name(String soul, String slot, Value value) {
    return Model.name(soul, slot) + "\n" + value;
  }

  private static String name(Change change) {
    return name(change.soul().text(), change.slot(), change.value());
  }

  /** Something durable, which may hold what is lost elsewhere. */
  void place(Supplier<Model> contents) {
    places.add(contents);
  }

  /**
   * What somebody will still send: itself only, for what beats something may yet be refused where
   * that was taken.
   */
  void outbox(Supplier<List<Change>> changes) {
    outboxes.add(changes);
  }

  /** A part that its author has sent. Signed anew, a write is sent at several states. */
  void sent(Part part) {
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        lowestSent.merge(name(change), change.state(), Math::min);
        Duty local = duties.get("kept " + name(change));
        if (local != null) {
          local.state = Math.min(local.state, change.state());
        }
      }
    }
  }

  /** A node says that it has a change on its disk. */
  void acknowledged(Change change, String node) {
    acknowledged.add(name(change));
    String key = "acknowledged " + change.state() + " " + name(change);
    duties.putIfAbsent(
        key,
        new Duty(
            change.soul().text(),
            change.slot(),
            change.value(),
            change.state(),
            "acknowledged by " + node));
  }

  /**
   * The same of a node that nobody should believe: it counts, but promises nothing.
   *
   * @param beaten whether it says that something higher was there: then the writer gives it up
   */
  void claimed(Change change, boolean beaten) {
    acknowledged.add(name(change));
    if (beaten) {
      givenUp.add(name(change));
      refused(change.soul().text(), change.slot(), change.value());
    }
  }

  /** Whether any node has said so of a write. */
  boolean isAcknowledged(String soul, String slot, Value value) {
    return acknowledged.contains(name(soul, slot, value));
  }

  /** A browser says that it keeps a change. */
  void kept(Change change, String browser) {
    if (givenUp.contains(name(change))) {
      return;
    }
    long state = Math.min(change.state(), lowestSent.getOrDefault(name(change), Long.MAX_VALUE));
    Duty duty =
        new Duty(change.soul().text(), change.slot(), change.value(), state, "kept by " + browser);
    duties.putIfAbsent("kept " + name(change), duty);
  }

  /**
   * A browser says that a write was refused. One that a node had on a disk that was destroyed is
   * sent again where its author hasn't heard of it, and may be refused then.
   */
  void refused(String soul, String slot, Value value) {
    duties.remove("kept " + name(soul, slot, value));
    for (Duty duty : duties.values()) {
      boolean same = duty.soul.equals(soul) && duty.slot.equals(slot) && duty.value.equals(value);
      duty.waived |= same && duty.bereft;
    }
  }

  /** A place holds less than before, through no fault of its own: what lay there only is lost. */
  void destroyed(Model before, Model after) {
    List<Model> others = new ArrayList<>();
    places.forEach(place -> others.add(place.get()));
    for (Duty duty : duties.values()) {
      if (!duty.waived && holds(before, duty) && !holds(after, duty)) {
        duty.bereft = true;
        duty.waived = others.stream().noneMatch(other -> holds(other, duty)) && !isSent(duty);
      }
    }
  }

  private boolean isSent(Duty duty) {
    return outboxes.stream()
        .flatMap(outbox -> outbox.get().stream())
        .anyMatch(change -> isOf(duty, change));
  }

  private static boolean isOf(Duty duty, Change change) {
    return change.soul().text().equals(duty.soul)
        && change.slot().equals(duty.slot)
        && change.value().equals(duty.value);
  }

  private static boolean holds(Model model, Duty duty) {
    return duty.isMetBy(model)
        || model.deferred().values().stream().anyMatch(change -> isOf(duty, change));
  }

  /** What was promised and is neither here nor beaten. */
  List<String> broken(Model model) {
    List<String> broken = new ArrayList<>();
    for (Duty duty : duties.values()) {
      if (!duty.waived && !duty.isMetBy(model)) {
        broken.add(
            duty.soul
                + " "
                + duty.slot
                + " = "
                + duty.value
                + " at "
                + duty.state
                + ", "
                + duty.promised
                + ", there is "
                + model.winner(duty.soul, duty.slot));
      }
    }
    return broken;
  }

  int size() {
    return duties.size();
  }
}
