/** Ed25519 by Bouncy Castle, and the node's own key. */
@NullMarked
package dev.soulgraph.node.crypto;

import org.jspecify.annotations.NullMarked;
