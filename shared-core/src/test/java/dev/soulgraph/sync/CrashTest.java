package dev.soulgraph.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.testing.Server;
import dev.soulgraph.testing.Tab;
import dev.soulgraph.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrashTest {
  private final World world = new World(1, 10);
  private final Server server = new Server(world, 1);
  private final Tab writer = new Tab(world, "writer").follow(Scope.ALL);
  private final Tab reader = new Tab(world, "reader").follow(Scope.ALL);

  private void online() {
    writer.connect(server);
    reader.connect(server);
    world.settle();
  }

  @Test
  void everyAcknowledgedWriteIsThereAfterACrash() {
    online();
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      receipts.add(writer.put("node/" + i, "key", "value"));
      world.steps(3);
    }
    server.crash();
    writer.close();
    Tab late = new Tab(world, "late").follow(Scope.ALL);
    late.connect(server);
    world.settle();
    int acknowledged = 0;
    for (int i = 0; i < 200; i++) {
      if (receipts.get(i).state() == Receipt.State.RELAYED) {
        acknowledged++;
        assertEquals("value", late.text("node/" + i, "key"));
      }
    }
    assertEquals(true, acknowledged > 20 && acknowledged < 200, acknowledged + " acknowledged");
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgain() {
    online();
    server.holdForcing();
    Receipt receipt = writer.put("node", "key", "value");
    world.settle();
    assertEquals("value", reader.text("node", "key"));
    server.crash();
    server.force();
    assertEquals(0, server.store().size());
    online();
    assertEquals(Receipt.State.RELAYED, receipt.state());
    assertEquals(1, server.store().size());
    assertEquals(writer.database().digest(), reader.database().digest());
  }

  @Test
  void aNumberAboveTheEndOfItsRunFallsBackToThatEnd() {
    online();
    writer.put("forced", "key", "value");
    world.settle();
    server.holdForcing();
    for (int i = 0; i < 5; i++) {
      writer.put("unforced/" + i, "key", "value");
    }
    world.settle();
    assertEquals(6, server.store().head());
    assertEquals(6, reader.database().souls("").size());
    server.crash();
    server.force();
    assertEquals(1, server.store().head());
    Tab other = new Tab(world, "other");
    other.connect(server);
    other.put("other/1", "key", "value");
    other.put("other/2", "key", "value");
    world.settle();
    assertEquals(3, server.store().head());
    reader.connect(server);
    world.settle();
    assertEquals("value", reader.text("other/1", "key"));
    assertEquals("value", reader.text("other/2", "key"));
    online();
    assertEquals(8, server.store().size());
    assertEquals(writer.database().digest(), reader.database().digest());
  }

  @Test
  void aReaderThatSawNothingOfTheLostRunMissesNothing() {
    online();
    writer.put("one", "key", "value");
    world.settle();
    reader.offline();
    server.crash();
    server.crash();
    writer.connect(server);
    writer.put("two", "key", "value");
    world.settle();
    server.crash();
    online();
    assertEquals(2, reader.database().souls("").size());
    assertEquals(writer.database().digest(), reader.database().digest());
  }

  @Test
  void aWriteThatACrashedTabHadNotKeptComesBackFromTheNode() {
    online();
    writer.journal().hold();
    writer.put("node", "key", "value");
    world.settle();
    assertEquals("value", reader.text("node", "key"));
    writer.reload();
    assertNull(writer.text("node", "key"));
    writer.connect(server);
    world.settle();
    assertEquals("value", writer.text("node", "key"));
    assertEquals(writer.database().digest(), reader.database().digest());
  }
}
