package dev.soulgraph.merge;

import dev.soulgraph.graph.Change;
import dev.soulgraph.seal.Held;

/**
 * A winner and the seal that proves it.
 *
 * @param position of the change among the seal's leaves
 */
public record Entry(Change change, Held held, int position) {}
