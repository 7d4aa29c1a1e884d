/** Ed25519 by Bouncy Castle's lightweight classes: the core's ports to signing and verifying. */
@NullMarked
package dev.soulgraph.node.crypto;

import org.jspecify.annotations.NullMarked;
