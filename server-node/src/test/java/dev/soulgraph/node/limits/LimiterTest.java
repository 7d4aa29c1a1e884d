package dev.soulgraph.node.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Counting, on a clock of its own. */
final class LimiterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long now = 1;
  private Rules rules = Rules.STANDARD;
  private final Limiter limiter = new Limiter(() -> rules, () -> now);

  private static Address at(String text) {
    return Objects.requireNonNull(Address.parse(text));
  }

  private void assertTurnedAway(Code code, String address) {
    assertEquals(
        code, assertThrows(SoulgraphException.class, () -> limiter.enter(at(address))).code());
  }

  @Test
  void aBucketHoldsTenSecondsAndAnyDebtIsPaid() {
    Bucket bucket = new Bucket();
    assertEquals(0, bucket.take(100, 10, now));
    assertEquals(SECOND, bucket.take(10, 10, now));
    now += SECOND;
    assertEquals(0, bucket.take(0, 10, now));
    assertEquals(3 * SECOND, bucket.take(30, 10, now));
    now += 1000 * SECOND;
    assertEquals(0, bucket.take(100, 10, now));
    assertTrue(bucket.take(1, 10, now) > 0, "more than ten seconds' worth is never saved");
  }

  @Test
  void connectionsAreCountedUntilTheyEnd() {
    rules = Rules.parse(List.of("address-connections = 2"));
    Limiter.Visit first = limiter.enter(at("192.0.2.1"));
    limiter.enter(at("192.0.2.1"));
    assertTurnedAway(Code.RATE_LIMIT, "192.0.2.1");
    first.leave();
    first.leave();
    limiter.enter(at("192.0.2.1"));
    assertTurnedAway(Code.RATE_LIMIT, "192.0.2.1");
  }

  @Test
  void whatConnectionsOfOneAddressBringAddsUp() {
    rules = Rules.parse(List.of("address-bytes-per-second = 1000"));
    Limiter.Visit one = limiter.enter(at("192.0.2.1"));
    Limiter.Visit two = limiter.enter(at("192.0.2.1"));
    Limiter.Visit other = limiter.enter(at("192.0.2.2"));
    assertEquals(0, one.bytes(10_000, 1, 0));
    assertEquals(5 * SECOND, two.bytes(5_000, 1, 0));
    assertEquals(0, other.bytes(10_000, 1, 0));
  }

  @Test
  void thisMachineItselfIsBoundedByConnectionAlone() {
    rules = Rules.parse(List.of("address-connections = 1", "address-bytes-per-second = 1"));
    limiter.enter(at("127.0.0.1"));
    assertEquals(0, limiter.enter(at("127.0.0.1")).bytes(10_000, 1, 0));
    limiter.enter(at("::1"));
  }

  /** The defaults hold up neither a large import nor a machine's full speed. */
  @Test
  void theDefaultsHoldUpNoHonestClient() {
    Limiter.Visit visit = limiter.enter(at("192.0.2.1"));
    for (int second = 0; second < 60; second++) {
      assertEquals(0, visit.bytes(40 << 20, 60_000, 10));
      now += SECOND;
    }
  }

  @Test
  void bansAreByRange() {
    rules = Rules.parse(List.of("deny-address = 192.0.2.0/25", "deny-address=2001:db8::/32"));
    assertTurnedAway(Code.DENIED, "192.0.2.127");
    assertTurnedAway(Code.DENIED, "2001:db8:ffff::1");
    limiter.enter(at("192.0.2.128"));
    limiter.enter(at("2001:db9::1"));
    rules = Rules.parse(List.of("allow-address = 192.0.2.7", "deny-address = 192.0.2.8"));
    limiter.enter(at("192.0.2.7"));
    assertTurnedAway(Code.DENIED, "192.0.2.9");
    assertTurnedAway(Code.DENIED, "192.0.2.8");
  }

  @Test
  void onlyNumericAddressesAreRead() {
    for (String good :
        List.of("192.0.2.1", " 192.0.2.1 ", "192.0.2.1:8080", "::1", "[2001:db8::1]:80")) {
      assertNotNull(Address.parse(good), good);
    }
    for (String bad :
        List.of("", "example.org", "unknown", "1.2.3", "1.2.3.4.5", "_x", "300.1.1.1", "g::1")) {
      assertNull(Address.parse(bad), bad);
    }
  }

  @Test
  void aProxyIsBelievedAboutWhatItHasAddedItself() throws Exception {
    Proxies proxies = new Proxies(List.of(AddressRange.parse("10.0.0.0/8")));
    InetAddress proxy = InetAddress.getByName("10.0.0.1");
    assertEquals("192.0.2.1", proxies.client(proxy, "192.0.2.1") + "");
    assertEquals("192.0.2.1", proxies.client(proxy, "203.0.113.9, 192.0.2.1, 10.0.0.2") + "");
    assertEquals("10.0.0.1", proxies.client(proxy, null) + "");
    assertEquals("10.0.0.1", proxies.client(proxy, "nonsense") + "");
    InetAddress stranger = InetAddress.getByName("203.0.113.9");
    assertEquals("203.0.113.9", proxies.client(stranger, "192.0.2.1") + "");
  }

  @Test
  void spacesAndPrefixesAreWholeSegments() {
    rules = Rules.parse(List.of("allow-space = a/b", "deny-space = a/b/c"));
    assertTrue(rules.admitsSoul(Soul.of("a/b")));
    assertTrue(rules.admitsSoul(Soul.of("a/b/d")));
    assertFalse(rules.admitsSoul(Soul.of("a/bc")));
    assertFalse(rules.admitsSoul(Soul.of("a")));
    assertFalse(rules.admitsSoul(Soul.of("a/b/c")));
    assertFalse(rules.admitsSoul(Soul.of("a/b/c/d")));
    assertTrue(rules.admitsSoul(Soul.of("a/b/cd")));
  }
}
