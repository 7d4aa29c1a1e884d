package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is killed while browsers write to it. */
class CrashTest {
  private static final int ACKNOWLEDGED_BEFORE_KILL = 150;

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void everyAcknowledgedWriteIsThereAfterSigkill(String engine, @TempDir Path data) {
    try (Chromium chromium = new Chromium();
        NodeProcess node = new NodeProcess(data);
        BrowserContext one = chromium.profile()) {
      Tab writer = Tab.open(one, node, engine);
      writer.awaitOnline();
      writer.page().evaluate(WRITE_WITHOUT_END);
      writer
          .page()
          .waitForFunction("n => window.acknowledged.length >= n", ACKNOWLEDGED_BEFORE_KILL);
      node.kill();
      writer.page().waitForFunction("() => soulgraph.status.value.state !== 'online'");
      // What is acknowledged from here on could only be a lie: the node is dead.
      @SuppressWarnings("unchecked")
      List<String> acknowledged =
          (List<String>)
              writer.page().evaluate("() => { window.ended = true; return window.acknowledged; }");
      assertTrue(acknowledged.size() >= ACKNOWLEDGED_BEFORE_KILL);
      // The writer may not help: what it still has must not refill the node.
      writer.close();

      node.start();
      try (BrowserContext other = chromium.profile()) {
        Tab reader = Tab.open(other, node, engine);
        reader.page().evaluate("soulgraph.synced('crash').then(() => {})");
        Object missing =
            reader
                .page()
                .evaluate(
                    """
                    async souls => {
                      const nodes = await soulgraph.query({ prefix: "crash" }).once();
                      const found = new Map(nodes.map(n => [n.$soul, n.n]));
                      return souls.filter((soul, i) => typeof found.get(soul) !== "number");
                    }
                    """,
                    acknowledged);
        assertEquals(List.of(), missing);
      }
    }
  }

  private static final String WRITE_WITHOUT_END =
      """
      () => {
        window.acknowledged = [];
        const write = async n => {
          const soul = `crash/${n}`;
          const receipt = await soulgraph.get(soul).put({ n, text: "x".repeat(n % 200) });
          await receipt.when("relayed");
          window.acknowledged.push(soul);
        };
        let n = 0;
        const loop = async () => { while (!window.ended) await write(n++); };
        for (let i = 0; i < 8; i++) loop().catch(() => {});
      }
      """;
}
