package dev.soulgraph.conformance;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Commits of several authors who write the same few properties, and what must come of them. */
public final class History {
  private static final int AUTHORS = 3;

  private final List<Part> commits = new ArrayList<>();

  private History() {}

  /** States, authors and values are drawn from few, so that every rung of the ladder is used. */
  public static History random(Dice dice, int commits, int changesMost) {
    History history = new History();
    for (int i = 0; i < commits; i++) {
      PublicKey author = Samples.author(1 + dice.below(AUTHORS));
      List<Change> changes = new ArrayList<>();
      for (int n = 1 + dice.below(changesMost); n > 0; n--) {
        changes.add(dice.onceIn(3) ? owned(dice, author) : shared(dice, author));
      }
      history.commits.add(Samples.sealed(dice, author, changes));
    }
    return history;
  }

  private static Change shared(Dice dice, PublicKey author) {
    Soul soul = Soul.of("chat/" + dice.below(5));
    String key = "k" + dice.below(4);
    return new Change(author, state(dice), soul, key, Samples.value(dice), Extensions.NONE);
  }

  /** In the author's own space, where some of it is erased: a soul, or all under a prefix. */
  private static Change owned(Dice dice, PublicKey author) {
    StringBuilder name = new StringBuilder("~" + author.text());
    for (int depth = dice.below(4); depth > 0; depth--) {
      name.append('/').append((char) ('a' + dice.below(2)));
    }
    Soul soul = Soul.of(name.toString());
    if (dice.onceIn(3)) {
      Value reach = dice.onceIn(2) ? Value.NULL : Value.TRUE;
      return new Change(
          Change.KIND_ERASE, author, state(dice), soul, "", reach, Samples.extensions(dice));
    }
    return new Change(
        author, state(dice), soul, "k" + dice.below(2), Samples.value(dice), Extensions.NONE);
  }

  private static long state(Dice dice) {
    return Samples.EPOCH + dice.below(6);
  }

  public List<Part> commits() {
    return commits;
  }

  /** All of it in pieces, some twice, in some order. */
  public List<Part> arrivals(Dice dice) {
    List<Part> arrivals = new ArrayList<>();
    for (Part commit : commits) {
      arrivals.addAll(dice.onceIn(3) ? List.of(commit) : Samples.pieces(dice, commit));
      if (dice.onceIn(4)) {
        arrivals.addAll(Samples.pieces(dice, commit));
      }
    }
    dice.shuffle(arrivals);
    return arrivals;
  }

  /**
   * The winners by a map and the rule's words: the highest (state, author, id), unsigned, of those
   * that no erase covers.
   */
  public Map<String, Change> winners() {
    Map<String, Change> winners = new TreeMap<>();
    List<Change> erases = new ArrayList<>();
    for (Part commit : commits) {
      for (Leaf leaf : commit.leaves()) {
        if (leaf.change() != null && leaf.change().kind() == Change.KIND_ERASE) {
          erases.add(leaf.change());
        }
      }
    }
    for (Part commit : commits) {
      for (Leaf leaf : commit.leaves()) {
        Change change = leaf.change();
        if (change != null && !covered(erases, change)) {
          String place = change.soul().text() + "\0" + change.slot() + "\0";
          Change old = winners.get(place);
          if (old == null || rank(change).compareTo(rank(old)) > 0) {
            winners.put(place, change);
          }
        }
      }
    }
    return winners;
  }

  private static boolean covered(List<Change> erases, Change change) {
    for (Change erase : erases) {
      if (covers(erase, change)) {
        return true;
      }
    }
    return false;
  }

  /** A prefix's erase covers all that reaches no further; a soul's the properties of the soul. */
  private static boolean covers(Change erase, Change change) {
    String soul = change.soul().text();
    String from = erase.soul().text();
    boolean below = (soul + "/").startsWith(from + "/") && !soul.equals(from);
    boolean prefix = erase.value() == Value.TRUE;
    boolean changesPrefix = change.kind() == Change.KIND_ERASE && change.value() == Value.TRUE;
    boolean reached =
        prefix
            ? below || soul.equals(from) && !changesPrefix
            : soul.equals(from) && change.kind() == Change.KIND_PROPERTY;
    return reached && change.state() <= erase.state();
  }

  /** State, author and id as hexadecimal of fixed width, which sorts as unsigned bytes do. */
  private static String rank(Change change) {
    StringBuilder rank = new StringBuilder();
    for (int shift = 60; shift >= 0; shift -= 4) {
      rank.append("0123456789abcdef".charAt((int) (change.state() >>> shift) & 15));
    }
    for (byte each : change.author().multicodec()) {
      rank.append("0123456789abcdef".charAt(each >> 4 & 15));
      rank.append("0123456789abcdef".charAt(each & 15));
    }
    return rank.append(Sha256.of(leaf(change))).toString();
  }

  private static byte[] leaf(Change change) {
    byte[] form = ChangeCodec.encode(change);
    byte[] leaf = new byte[form.length + 1];
    System.arraycopy(form, 0, leaf, 1, form.length);
    return leaf;
  }

  /** As {@code Graph.digest} is defined. Souls here sort alike by units and by bytes. */
  public Hash digest() {
    Sha256 sha = new Sha256();
    for (Map.Entry<String, Change> winner : winners().entrySet()) {
      sha.update(Utf8.encode(winner.getKey()));
      sha.update(Sha256.of(leaf(winner.getValue())).bytes());
    }
    return sha.finish();
  }
}
