package dev.soulgraph.node.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a WebSocket, as far as the request tells.
 *
 * @param remote the other end of the connection, which may be a proxy
 * @param forwarded the {@code X-Forwarded-For} header, which anybody can write
 * @param origin of the page that asks; null where it is no browser
 * @param host the {@code Host} header
 */
public record Visitor(
    InetAddress remote,
    @Nullable String forwarded,
    @Nullable String origin,
    @Nullable String host) {}
