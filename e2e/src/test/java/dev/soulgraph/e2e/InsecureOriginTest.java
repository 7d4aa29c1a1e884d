package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP from a name that is no secure context: no WebCrypto, locks or service workers. */
class InsecureOriginTest {
  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void browsersMeetWithoutASecureContext(String engine, @TempDir Path data) {
    try (Chromium chromium = new Chromium();
        NodeProcess node = new NodeProcess(data);
        BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      String origin = "http://soulgraph.test:" + node.port();
      Tab alice = Tab.open(one, origin, engine, "");
      assertEquals(
          List.of(false, "undefined", "undefined", "undefined"),
          alice
              .page()
              .evaluate(
                  "[isSecureContext, typeof crypto.subtle, typeof navigator.locks,"
                      + " typeof navigator.serviceWorker]"));
      assertEquals("bouncycastle", alice.page().evaluate("soulgraph.status.value.crypto"));
      Tab bob = Tab.open(other, node, engine);
      assertEquals("webcrypto", bob.page().evaluate("soulgraph.status.value.crypto"));

      alice.put("plain/http", "name", "signed in Wasm");
      bob.awaitValue("plain/http", "name", "signed in Wasm");
      bob.put("plain/http", "answer", "signed by WebCrypto");
      alice.awaitValue("plain/http", "answer", "signed by WebCrypto");

      Object author = alice.page().evaluate("soulgraph.author");
      one.setOffline(true);
      alice.put("plain/later", "name", "unsent");
      one.setOffline(false);
      alice.reload();
      assertEquals(author, alice.page().evaluate("soulgraph.author"));
      assertEquals("unsent", alice.local("plain/later", "name"));
      bob.awaitValue("plain/later", "name", "unsent");
      assertEquals(List.of(), alice.errors());
    }
  }
}
