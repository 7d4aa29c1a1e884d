package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection that keeps to no protocol but by hand. */
final class RawSocket implements AutoCloseable {
  private static final String CRLF = "\r\n";
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;

  RawSocket(Server server) throws IOException {
    socket = new Socket(InetAddress.getByName("localhost"), server.port());
    socket.setSoTimeout(PATIENCE_MS);
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.US_ASCII));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Asks for a WebSocket and gets it. */
  void upgrade() throws IOException {
    List<String> head =
        List.of(
            "GET /gossip HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13");
    send(String.join(CRLF, head) + CRLF + CRLF);
    StringBuilder answer = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, "an answer comes: " + answer);
      answer.append((char) next);
    }
    assertTrue(answer.toString().startsWith("HTTP/1.1 101"), answer.toString());
  }

  /** A masked binary message of so many bytes, of which only these are sent. */
  void sendMessage(int length, byte[] beginning) throws IOException {
    byte[] head = {
      (byte) 0x82, (byte) 0xfe, (byte) (length >> 8), (byte) length, 0, 0, 0, 0,
    };
    send(head);
    send(beginning);
  }

  /** Reads until the other end has closed; what came. */
  String rest() throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("it is closed within a minute", e);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
