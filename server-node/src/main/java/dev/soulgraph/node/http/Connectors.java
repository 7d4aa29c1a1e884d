package dev.soulgraph.node.http;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What listens: plainly, or by TLS. */
final class Connectors {
  private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

  private static final int IDLE_MAX_MS = 30_000;
  private static final String HTTP = "http/1.1";

  private Connectors() {}

  static ServerConnector open(
      Server jetty,
      HttpConfiguration http,
      String host,
      int port,
      @Nullable Certificates certificates,
      Patience patience) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (certificates == null) {
      connector = new ServerConnector(jetty, plain);
    } else {
      // Who asks by which name is of no account: there is one certificate.
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector = new ServerConnector(jetty, tls(certificates, patience), plain);
    }
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MAX_MS);
    connector.addBean(patience);
    return connector;
  }

  private static SslConnectionFactory tls(Certificates certificates, Patience patience) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(certificates.keyStore());
    tls.setKeyStorePassword("");
    patience.each(
        () -> {
          if (certificates.tick()) {
            renew(tls, certificates);
          }
        });
    return new SslConnectionFactory(tls, HTTP);
  }

  private static void renew(SslContextFactory.Server tls, Certificates certificates) {
    try {
      tls.reload(each -> each.setKeyStore(certificates.keyStore()));
    } catch (Exception e) {
      LOG.error("The new certificate can't be used", e);
    }
  }
}
