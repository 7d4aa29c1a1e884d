package dev.soulgraph.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One node and one browser for a whole class; each test has profiles and prefixes of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithNode {
  final Chromium chromium = new Chromium();
  private NodeProcess started;

  @BeforeAll
  void startNode(@TempDir Path data) {
    started = new NodeProcess(data);
  }

  NodeProcess node() {
    return started;
  }

  @AfterAll
  void stopNodeAndBrowser() {
    chromium.close();
    started.close();
  }
}
