package dev.soulgraph.node.cli.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayUrlTest {
  @ParameterizedTest
  @CsvSource({
    "ws://localhost:8420/gossip, ws://localhost:8420/gossip",
    "http://localhost:8420, ws://localhost:8420/gossip",
    "https://example.org/, wss://example.org/gossip",
    "HTTPS://example.org/a/b?c=d, wss://example.org/a/b?c=d",
    "localhost:8420, ws://localhost:8420/gossip",
    "example.org, ws://example.org/gossip",
    "ws://[::1]:8420, ws://[::1]:8420/gossip",
    "wss://user@example.org, wss://user@example.org/gossip"
  })
  void isWhatPeopleWrite(String given, String url) {
    assertEquals(url, RelayUrl.parse(given).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://example.org", "ws://", "", "ws:///gossip", "ws://a b", "ws://a/#b", "a_b"})
  void isRefusedWhereItIsNone(String given) {
    assertEquals(
        Code.RELAY_INVALID,
        assertThrows(SoulgraphException.class, () -> RelayUrl.parse(given)).code());
  }
}
