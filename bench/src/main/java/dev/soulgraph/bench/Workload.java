package dev.soulgraph.bench;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.crypto.Ed25519Signer;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Nodes of five properties, about 100 bytes of JSON each: people and where they live. */
final class Workload {
  static final int PROPERTIES = 5;
  static final String NETWORK = "main";
  private static final int CITIES = 97;
  private static final int STREETS = 1009;
  private static final int AGES = 60;
  private static final long STATE = 1_767_225_600_000L << 16;

  private final Ed25519Signer signer;

  /** An author of a key of its own: the same number, the same key. */
  Workload(int author) {
    byte[] seed = new byte[Ed25519Signer.SEED_BYTES];
    seed[0] = (byte) author;
    seed[1] = (byte) (author >> 8);
    signer = new Ed25519Signer(seed);
  }

  static String soul(int node) {
    return String.format(Locale.ROOT, "people/n%06d", node);
  }

  private static String name(int node) {
    return "Person " + node;
  }

  private static String city(int node) {
    return "City " + node % CITIES;
  }

  private static String bio(int node) {
    return "Lives in street " + node * 7 % STREETS + " and likes maps";
  }

  private static int age(int node) {
    return 18 + node % AGES;
  }

  private static double score(int node) {
    return Math.rint(node * 137.0) / 1000;
  }

  /** The changes of nodes {@code from} to {@code to}, all at one state. */
  List<Change> changes(int from, int to, int tick) {
    List<Change> changes = new ArrayList<>((to - from) * PROPERTIES);
    for (int i = from; i < to; i++) {
      Soul soul = Soul.of(soul(i));
      changes.add(change(soul, "age", new Value.Num(age(i)), tick));
      changes.add(change(soul, "bio", new Value.Text(bio(i)), tick));
      changes.add(change(soul, "city", new Value.Text(city(i)), tick));
      changes.add(change(soul, "name", new Value.Text(name(i)), tick));
      changes.add(change(soul, "score", new Value.Num(score(i)), tick));
    }
    return changes;
  }

  private Change change(Soul soul, String key, Value value, int tick) {
    return new Change(signer.author(), STATE + tick, soul, key, value, Extensions.NONE);
  }

  /** One signed commit of the nodes {@code from} to {@code to}. */
  Part commit(int from, int to) {
    return sealed(changes(from, to, 0));
  }

  /** A commit of one change. */
  Part alone(Soul soul, String text, int tick) {
    return sealed(List.of(change(soul, "name", new Value.Text(text), tick)));
  }

  /** The changes, which must be this author's, under one signature. */
  Part sealed(List<Change> changes) {
    Commit commit = new Commit(signer.author(), changes);
    return commit.sealed(signer.sign(commit.message(NETWORK)));
  }

  /** What a page looks at to see that all has come: the last node of so many. */
  static Map<String, Object> expected(int nodes) {
    return Map.of("nodes", nodes, "soul", soul(nodes - 1), "name", name(nodes - 1));
  }

  /** The same nodes as a JSON object of records by soul, for the peers. */
  static String json(int nodes) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < nodes; i++) {
      json.append(i == 0 ? "" : ",").append('"').append(soul(i)).append("\":{\"age\":");
      json.append(age(i)).append(",\"bio\":\"").append(bio(i)).append("\",\"city\":\"");
      json.append(city(i)).append("\",\"name\":\"").append(name(i)).append("\",\"score\":");
      json.append(score(i)).append('}');
    }
    return json.append('}').toString();
  }
}
