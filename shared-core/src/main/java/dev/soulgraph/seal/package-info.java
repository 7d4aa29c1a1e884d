/** One signature for a commit: the Merkle tree over its changes, and its pruned forms. */
@NullMarked
package dev.soulgraph.seal;

import org.jspecify.annotations.NullMarked;
