package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes that follow each other, and browsers at each. */
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
}
