/** The node's store: the set of winners with their proofs in one file of H2's MVStore. */
@NullMarked
package dev.soulgraph.node.store;

import org.jspecify.annotations.NullMarked;
