/** The node: its adapters put together. */
@NullMarked
package dev.soulgraph.node;

import org.jspecify.annotations.NullMarked;
