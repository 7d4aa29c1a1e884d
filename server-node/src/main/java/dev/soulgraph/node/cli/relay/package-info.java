/** The commands' side of a connection to a relay, and the author's key that they write under. */
@NullMarked
package dev.soulgraph.node.cli.relay;

import org.jspecify.annotations.NullMarked;
