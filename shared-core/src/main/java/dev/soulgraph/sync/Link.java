package dev.soulgraph.sync;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;

/**
 * A connection with another node as it is now.
 *
 * @param dialled whether this node has made it
 * @param node the other's key, where it has proven one
 * @param online whether both have greeted each other
 * @param level whether each has what the other had to send, as far as anybody knows
 * @param diverged whether what one side refuses keeps both from being equal
 * @param refusal what was refused last of what the other sends
 * @param roundTripMs −1 while unknown
 * @param clockOffsetMs what must be added to this machine's clock to get the other's
 */
public record Link(
    Peer peer,
    boolean dialled,
    @Nullable PublicKey node,
    boolean online,
    boolean level,
    boolean diverged,
    @Nullable SoulgraphException refusal,
    long roundTripMs,
    long clockOffsetMs) {}
