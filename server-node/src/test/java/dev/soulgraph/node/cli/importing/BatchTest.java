package dev.soulgraph.node.cli.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.node.cli.json.NodeWrites;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private static Write write(String soul, String key, int value) {
    return new Write(Soul.of(soul), key, new Value.Num(value));
  }

  private static Batch batch(NodeWrites... records) {
    Batch batch = new Batch();
    for (NodeWrites record : records) {
      batch.add(record);
    }
    return batch;
  }

  @Test
  void ofAPropertyThatTwoRecordsWriteTheLastCounts() {
    Batch batch =
        batch(
            NodeWrites.now(1, List.of(write("a", "x", 1), write("a", "y", 2)), true),
            NodeWrites.now(2, List.of(write("b", "x", 3), write("a", "x", 4)), true));
    assertEquals(
        List.of(write("a", "x", 4), write("a", "y", 2), write("b", "x", 3)), batch.writes());
  }

  @Test
  void aRecordCountsOnlyWhole() {
    Batch batch =
        batch(
            NodeWrites.now(1, List.of(write("a", "x", 1), write("a", "y", 2)), true),
            NodeWrites.now(2, List.of(write("b", "x", 3)), true),
            NodeWrites.now(3, List.of(), true));
    assertEquals(3, batch.acknowledged(Set.of()));
    assertEquals(2, batch.acknowledged(Set.of(Batch.name(write("a", "y", 0)))));
    assertEquals(1, batch.blank());
  }

  @Test
  void isFullByRecordsOrByWeight() {
    Batch many = new Batch();
    Batch heavy = new Batch();
    for (int i = 0; i < Batch.RECORDS_MAX; i++) {
      assertFalse(many.isFull());
      many.add(NodeWrites.now(i, List.of(write("a" + i, "x", i)), true));
    }
    assertTrue(many.isFull());
    heavy.add(
        NodeWrites.now(
            1,
            List.of(new Write(Soul.of("a"), "x", new Value.Text("x".repeat(Batch.WEIGHT_MAX)))),
            true));
    assertTrue(heavy.isFull());
  }
}
