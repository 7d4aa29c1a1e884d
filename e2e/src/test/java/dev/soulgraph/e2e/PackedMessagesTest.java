package dev.soulgraph.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.WebSocketRoute;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed messages at a page: it makes them, reads them in their order, and survives bad ones. */
class PackedMessagesTest extends WithNode {
  private static final byte[] PONG = {(byte) 0x83, 10, 5, 0};

  private static boolean packed(byte[] message) {
    return message.length > 1 && message[0] == (byte) 0x83 && message[1] == 11;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  /** With heads of four bytes where they need as many, else in their shortest form. */
  private static byte[] message(int size, byte[] deflated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x83);
    out.write(11);
    head(out, 0, size);
    head(out, 2, deflated.length);
    out.writeBytes(deflated);
    return out.toByteArray();
  }

  private static void head(ByteArrayOutputStream out, int major, int count) {
    int width = count < 24 ? 0 : count < 256 ? 1 : count < 65536 ? 2 : 4;
    out.write(major << 5 | (width == 0 ? count : width == 4 ? 26 : 23 + width));
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      out.write(count >>> shift);
    }
  }

  private static byte[] longHead() {
    byte[] stream = deflated(PONG);
    byte[] message = new byte[stream.length + 5];
    System.arraycopy(new byte[] {(byte) 0x83, 11, 0x18, 4}, 0, message, 0, 4);
    message[4] = (byte) (0x40 | stream.length);
    System.arraycopy(stream, 0, message, 5, stream.length);
    return message;
  }

  private static List<byte[]> hostile() {
    byte[] stream = deflated(PONG);
    return List.of(
        message(1 << 20, deflated(new byte[64 << 20])),
        message(3, stream),
        message(5, stream),
        message(4, Arrays.copyOf(stream, stream.length + 1)),
        message(4, Arrays.copyOf(stream, stream.length - 1)),
        message(0, deflated(new byte[0])),
        message((1 << 20) + 1, deflated(new byte[(1 << 20) + 1])),
        message(message(4, stream).length, deflated(message(4, stream))),
        message(3, deflated(Arrays.copyOf(PONG, 3))),
        Arrays.copyOf(message(4, stream), 4),
        longHead());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void aBadMessageEndsItsConnectionAndThePageComesBack(String engine) {
    List<byte[]> hostile = hostile();
    AtomicInteger connections = new AtomicInteger();
    try (BrowserContext profile = chromium.profile()) {
      profile.routeWebSocket(
          url -> url.endsWith("/gossip"),
          page -> {
            int number = connections.getAndIncrement();
            WebSocketRoute server = page.connectToServer();
            server.onMessage(
                frame -> {
                  page.send(frame.binary());
                  if (number < hostile.size()) {
                    page.send(hostile.get(number));
                  }
                });
          });
      Tab tab = Tab.open(profile, node(), engine);
      tab.page()
          .evaluate(
              "() => { globalThis.codes = []; soulgraph.status.on(s => s.error &&"
                  + " codes.push(s.error.code)); }");
      while (connections.get() <= hostile.size()) {
        tab.page().evaluate("() => dispatchEvent(new Event('online'))");
        tab.page().waitForTimeout(50);
      }
      tab.awaitOnline();
      String soul = "packed-" + engine + "/after";
      tab.put(soul, "name", "here");
      tab.awaitRelayed();
      List<?> codes = (List<?>) tab.page().evaluate("[...new Set(codes)]");
      assertTrue(codes.contains("frame-malformed"), () -> codes + "");
      assertEquals(List.of(), tab.errors());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wasm", "fallback"})
  void largeWritesTravelPackedAndSmallOnesDoNot(String engine) {
    AtomicInteger up = new AtomicInteger();
    AtomicInteger down = new AtomicInteger();
    String prefix = "large-" + engine;
    try (BrowserContext one = chromium.profile();
        BrowserContext other = chromium.profile()) {
      // DevTools don't show what is sent as a Blob.
      one.routeWebSocket(
          url -> url.endsWith("/gossip"),
          page -> {
            WebSocketRoute server = page.connectToServer();
            page.onMessage(
                frame -> {
                  count(up, frame);
                  server.send(frame.binary());
                });
          });
      other.onPage(page -> page.onWebSocket(socket -> socket.onFrameReceived(f -> count(down, f))));
      Tab alice = Tab.open(one, node(), engine);
      alice.put(prefix + "/0", "name", "small");
      alice.awaitRelayed();
      assertEquals(0, up.get());
      alice
          .page()
          .evaluate(
              "prefix => soulgraph.commit(tx => { for (let i = 0; i < 200; i++)"
                  + " tx.put(`${prefix}/${i}`, { name: `Person ${i}`, age: i }); }).then(() => {})",
              prefix);
      alice.put(prefix + "/199", "age", 200);
      alice.awaitRelayed();
      assertEquals(1, up.get());
      Tab bob = Tab.open(other, node(), engine);
      bob.page().evaluate("prefix => soulgraph.synced(prefix).then(() => {})", prefix);
      bob.awaitValue(prefix + "/199", "age", 200);
      bob.awaitValue(prefix + "/198", "age", 198);
      assertTrue(down.get() > 0);
      assertEquals(List.of(), alice.errors());
      assertEquals(List.of(), bob.errors());
    }
  }

  private static void count(AtomicInteger packed, WebSocketFrame frame) {
    if (frame.binary() != null && packed(frame.binary())) {
      packed.incrementAndGet();
    }
  }
}
