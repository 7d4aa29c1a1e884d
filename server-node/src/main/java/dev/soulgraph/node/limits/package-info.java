/** What a node takes from strangers: how much at once, how much at all, and from whom. */
@NullMarked
package dev.soulgraph.node.limits;

import org.jspecify.annotations.NullMarked;
