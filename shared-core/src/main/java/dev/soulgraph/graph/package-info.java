/**
 * What a graph is made of: souls, values, changes, and the names of what can go wrong. Depends on
 * nothing.
 */
@NullMarked
package dev.soulgraph.graph;

import org.jspecify.annotations.NullMarked;
