package dev.soulgraph.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.http.Certificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTPS by two files, which may be renewed while the node runs. */
final class TlsTest {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final String PASSWORD = "password";

  @TempDir Path folder;

  private Path chain() {
    return folder.resolve("chain.pem");
  }

  private Path key() {
    return folder.resolve("key.pem");
  }

  /** Makes a certificate by the JDK's own keytool. */
  private void make(String algorithm, String size) throws Exception {
    Path store = folder.resolve("store.p12");
    Files.deleteIfExists(store);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                algorithm,
                algorithm.equals("EC") ? "-groupname" : "-keysize",
                size,
                "-dname",
                "CN=localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Files.writeString(chain(), pem("CERTIFICATE", made.getCertificate("node").getEncoded()));
    Files.writeString(
        key(), pem("PRIVATE KEY", made.getKey("node", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static SSLContext trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager all =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    context.init(null, new TrustManager[] {all}, null);
    return context;
  }

  /** Asks for the status by HTTPS; the certificate that the node has shown. */
  private static Certificate shown(Server server) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("localhost", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      assertTrue(answer.contains("did:key:"), answer);
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private Server serve() {
    return Server.start(
        ServeOptions.of("localhost", 0, folder.resolve("data"))
            .withGuard(GuardOptions.STANDARD.with(new Certificates(chain(), key()))));
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, secp256r1"})
  void theNodeServesByHttpsAndTakesANewCertificate(String algorithm, String size) throws Exception {
    make(algorithm, size);
    try (Server server = serve()) {
      assertTrue(server.url().startsWith("https://"));
      Certificate first = shown(server);
      Files.writeString(key(), "half a key");
      Thread.sleep(2_500);
      assertEquals(first, shown(server), "what is no good changes nothing");
      make(algorithm, size);
      long end = System.nanoTime() + PATIENCE_NANOS;
      Certificate now = shown(server);
      while (now.equals(first) && System.nanoTime() < end) {
        Thread.sleep(200);
        now = shown(server);
      }
      assertNotEquals(first, now);
    }
  }

  @Test
  void aClientOfTheGossipComesThroughIt() throws Exception {
    make("EC", "secp256r1");
    try (Server server = serve()) {
      try (SSLSocket socket =
          (SSLSocket) trusting().getSocketFactory().createSocket("localhost", server.port())) {
        String head =
            String.join(
                "\r\n",
                List.of(
                    "GET /gossip HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                    "Sec-WebSocket-Version: 13",
                    "",
                    ""));
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(12);
        assertEquals("HTTP/1.1 101", new String(answer, StandardCharsets.US_ASCII));
      }
    }
  }

  private void assertRefused(String rule) {
    SoulgraphException refusal =
        assertThrows(SoulgraphException.class, () -> new Certificates(chain(), key()));
    assertEquals(Code.INPUT_INVALID, refusal.code());
    assertTrue(refusal.rule().contains(rule), refusal.rule());
  }

  @Test
  void filesThatDoNotServeAreNamed() throws Exception {
    assertRefused("can be read");
    make("RSA", "2048");
    String secret = Files.readString(key());
    Files.writeString(key(), secret.replace("PRIVATE KEY", "RSA PRIVATE KEY"));
    assertRefused("openssl pkcs8");
    String certificate = Files.readString(chain());
    make("RSA", "2048");
    Files.writeString(chain(), certificate);
    assertRefused("is the key of the first certificate");
    Files.writeString(chain(), "nothing");
    assertRefused("holds certificates in PEM");
    make("EC", "secp256r1");
    Files.writeString(key(), secret);
    assertRefused("of the kind");
  }
}
