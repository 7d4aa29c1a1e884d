/**
 * A frame's way through the node: socket → checker (decode, signature; many threads) → inbox →
 * writer (one thread: merge, fan-out, force, acknowledge) → socket.
 */
@NullMarked
package dev.soulgraph.node.gossip;

import org.jspecify.annotations.NullMarked;
