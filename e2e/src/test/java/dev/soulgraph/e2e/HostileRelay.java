package dev.soulgraph.e2e;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * A relay that proves its key as it should, and then says one hostile thing after the other: it
 * goes on where the last connection has ended.
 */
final class HostileRelay extends WebSocketServer {
  private static final byte[] NETWORK = {0x64, 'm', 'a', 'i', 'n'};
  private static final int NONCE_BYTES = 16;
  private static final long PAUSE_MS = 10;

  private final List<byte[]> messages;
  private final KeyPair key;
  private final ExecutorService speaker = Executors.newSingleThreadExecutor();
  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicInteger said = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  HostileRelay(List<byte[]> messages) throws GeneralSecurityException, InterruptedException {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.messages = messages;
    this.key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    setReuseAddr(true);
    start();
    if (!started.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the relay doesn't start");
    }
  }

  String url() {
    return "ws://localhost:" + getPort() + "/gossip";
  }

  boolean isThrough() {
    return said.get() == messages.size();
  }

  /** How many connections the page has ended. */
  int ended() {
    return ended.get();
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    if (bytes.length > 2 && (bytes[0] & 255) == 0x88 && bytes[1] == 0) {
      speaker.execute(() -> speak(socket, bytes));
    }
  }

  private void speak(WebSocket socket, byte[] hello) {
    try {
      send(socket, welcome(nonce(hello)));
      while (!isThrough() && socket.isOpen()) {
        send(socket, messages.get(said.getAndIncrement()));
        Thread.sleep(PAUSE_MS);
      }
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(WebSocket socket, byte[] message) {
    if (socket.isOpen()) {
      socket.send(message);
    }
  }

  /** What follows the network's name in the hello. */
  private static byte[] nonce(byte[] hello) {
    for (int at = 0; at + NETWORK.length + NONCE_BYTES < hello.length; at++) {
      if (Arrays.equals(hello, at, at + NETWORK.length, NETWORK, 0, NETWORK.length)) {
        int from = at + NETWORK.length + 1;
        return Arrays.copyOfRange(hello, from, from + NONCE_BYTES);
      }
    }
    throw new IllegalArgumentException("a hello names the network");
  }

  private byte[] welcome(byte[] clientNonce) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] encoded = key.getPublic().getEncoded();
    byte[] author = new byte[34];
    author[0] = (byte) 0xed;
    author[1] = 1;
    System.arraycopy(encoded, encoded.length - 32, author, 2, 32);

    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update("soulgraph hello 1\0".getBytes(StandardCharsets.US_ASCII));
    signature.update(
        new Cbor().head(4, 4).raw(NETWORK).bytes(clientNonce).bytes(nonce).bytes(author).toBytes());

    Cbor welcome = new Cbor().head(4, 11).head(0, 1).head(0, 1).raw(NETWORK).bytes(nonce);
    welcome.head(0, System.currentTimeMillis()).head(0, 1 << 20).raw(new byte[] {0x60});
    welcome.bytes(new byte[NONCE_BYTES]).bytes(new byte[NONCE_BYTES]);
    return welcome.bytes(author).bytes(signature.sign()).toBytes();
  }

  /** As much of CBOR as a welcome needs. */
  private static final class Cbor {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Cbor head(int major, long argument) {
      int width = argument < 24 ? 0 : argument < 256 ? 1 : argument < 1L << 32 ? 4 : 8;
      int info = width == 0 ? (int) argument : width == 1 ? 24 : width == 4 ? 26 : 27;
      out.write(major << 5 | info);
      for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
        out.write((int) (argument >>> shift));
      }
      return this;
    }

    Cbor raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Cbor bytes(byte[] bytes) {
      return head(2, bytes.length).raw(bytes);
    }

    byte[] toBytes() {
      return out.toByteArray();
    }
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {}

  @Override
  public void onMessage(WebSocket socket, String message) {}

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    ended.addAndGet(remote ? 1 : 0);
  }

  @Override
  public void onError(WebSocket socket, Exception e) {}

  void end() throws InterruptedException {
    speaker.shutdownNow();
    stop(1_000);
  }
}
