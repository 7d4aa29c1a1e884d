package dev.soulgraph.node.cli.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a node tells of itself over HTTP, beside its gossip. */
public final class NodeStatus {
  private static final int MAX_BYTES = 1 << 20;

  private NodeStatus() {}

  /**
   * Members of the status page, each as JSON. Those that aren't told are absent: a proxy may let
   * the gossip pass alone.
   *
   * @param relay the gossip's address
   */
  public static Map<String, String> read(URI relay, Set<String> names, long timeoutMs) {
    String scheme = relay.getScheme().equals("wss") ? "https" : "http";
    try {
      Duration patience = Duration.ofMillis(timeoutMs);
      URI page = URI.create(scheme + "://" + relay.getRawAuthority() + "/api/status");
      HttpResponse<InputStream> answer =
          HttpClient.newBuilder()
              .connectTimeout(patience)
              .build()
              .send(
                  HttpRequest.newBuilder(page).timeout(patience).build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return answer.statusCode() == 200 ? members(body.readNBytes(MAX_BYTES), names) : Map.of();
      }
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  static Map<String, String> members(byte[] json, Set<String> names) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    JsonFactory factory = new JsonFactory();
    try (JsonParser in = factory.createParser(new ByteArrayInputStream(json))) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        if (names.contains(name)) {
          StringWriter text = new StringWriter();
          try (JsonGenerator out = factory.createGenerator(text)) {
            out.copyCurrentStructure(in);
          }
          members.put(name, text.toString());
        } else {
          in.skipChildren();
        }
      }
    }
    return members;
  }
}
