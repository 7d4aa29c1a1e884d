package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several nodes that follow each other, browsers at each, and what browsers hold of a lost node.
 */
class PeersTest {
  @Test
  void browsersAtDifferentNodesMeet(@TempDir Path data) {
    try (Chromium chromium = new Chromium();
        NodeProcess left = new NodeProcess(data.resolve("left"));
        NodeProcess right = new NodeProcess(data.resolve("right"), "--peer", left.relay());
        BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab alice = Tab.open(one, left, "wasm");
      Tab bob = Tab.open(other, right, "wasm");
      alice.put("peers/a", "name", "Alice");
      bob.awaitValue("peers/a", "name", "Alice");
      bob.put("peers/a", "name", "Bob");
      alice.awaitValue("peers/a", "name", "Bob");

      left.kill();
      bob.put("peers/b", "name", "meanwhile");
      left.start();
      alice.awaitValue("peers/b", "name", "meanwhile");
      assertEquals(List.of(), alice.errors());
      assertEquals(List.of(), bob.errors());
    }
  }

  @Test
  void aWipedNodeIsRefilledByABrowserThatStillHoldsTheData(@TempDir Path data) {
    try (Chromium chromium = new Chromium();
        NodeProcess node = new NodeProcess(data.resolve("node"));
        BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      Tab holder = Tab.open(one, node, "wasm");
      for (int i = 0; i < 20; i++) {
        holder.put("held/" + i, "n", i);
      }
      holder.awaitRelayed();
      holder.page().evaluate("() => { soulgraph.query({ prefix: 'held' }).on(() => {}); }");
      holder.page().evaluate("soulgraph.synced('held').then(() => {})");

      node.kill();
      node.wipe();
      node.start();
      Tab reader = Tab.open(other, node, "wasm");
      for (int i = 0; i < 20; i++) {
        reader.awaitValue("held/" + i, "n", i);
      }
      assertEquals(List.of(), holder.errors());
    }
  }
}
