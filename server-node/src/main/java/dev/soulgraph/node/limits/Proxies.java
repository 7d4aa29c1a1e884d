package dev.soulgraph.node.limits;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front whose {@code X-Forwarded-For} is believed. Anybody can send that header: it
 * counts only from them, and only what they have added themselves, from its end.
 */
public final class Proxies {
  private static final int HOPS_MAX = 16;

  private final List<AddressRange> trusted;

  public Proxies(List<AddressRange> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /** Where somebody comes from. */
  public Address client(InetAddress remote, @Nullable String forwarded) {
    Address client = Address.of(remote);
    String[] hops = forwarded == null ? new String[0] : forwarded.split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
      if (!isTrusted(client)) {
        return client;
      }
      Address before = Address.parse(hops[i]);
      if (before == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  private boolean isTrusted(Address address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
