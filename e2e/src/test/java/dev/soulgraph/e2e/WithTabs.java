package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Several tabs of one browser, and which of them has the connection. */
abstract class WithTabs extends WithNode {
  private final HttpClient http = HttpClient.newHttpClient();

  int connections() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(node().url() + "/api/status")).build();
    try {
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonParser.parseString(body).getAsJsonObject().get("connections").getAsInt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void awaitConnections(int wanted) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (connections() != wanted && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertEquals(wanted, connections());
  }

  List<Tab> tabs(BrowserContext profile, int count, String engine) {
    List<Tab> tabs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tabs.add(Tab.open(profile, node(), engine));
    }
    tabs.forEach(Tab::awaitOnline);
    return tabs;
  }

  /** Writes, and waits until the node has it on its disk. */
  static long relayedAfterMs(Tab tab, String soul, Object value) {
    return ((Number)
            tab.page()
                .evaluate(
                    """
                    async ([soul, value]) => {
                      const began = performance.now();
                      const receipt = await soulgraph.get(soul).put({ value });
                      await receipt.when("relayed", { timeoutMs: 25000 });
                      return Math.round(performance.now() - began);
                    }
                    """,
                    List.of(soul, value)))
        .longValue();
  }

  static Tab leader(List<Tab> tabs) {
    List<Tab> leading =
        tabs.stream().filter(tab -> (boolean) tab.page().evaluate(HAS_SOCKET)).toList();
    assertEquals(1, leading.size(), "tabs with a connection");
    return leading.get(0);
  }

  /** A page can't ask who holds a lock, but by the client's id. */
  private static final String HAS_SOCKET =
      """
      async () => {
        const { held } = await navigator.locks.query();
        const leads = held.find(({ name }) => /^soulgraph:[^:]*:[^:]*$/.test(name));
        const mine = await new Promise(resolve =>
          navigator.locks.request("whoami" + Math.random(), async ({ name }) => {
            const { held } = await navigator.locks.query();
            resolve(held.find(lock => lock.name === name).clientId);
          }));
        return leads?.clientId === mine;
      }
      """;

  static CDPSession devTools(Tab tab) {
    return tab.page().context().newCDPSession(tab.page());
  }

  static void lifecycle(CDPSession tools, String state) {
    JsonObject wanted = new JsonObject();
    wanted.addProperty("state", state);
    tools.send("Page.setWebLifecycleState", wanted);
  }

  static void crash(Tab tab) {
    try {
      tab.page().navigate("chrome://crash");
    } catch (PlaywrightException crashed) {
      // It can't answer any more.
    }
  }
}
