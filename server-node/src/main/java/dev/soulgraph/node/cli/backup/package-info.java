/** Copies of a node's data in a file: signed as it is, so that it proves itself to any node. */
@NullMarked
package dev.soulgraph.node.cli.backup;

import org.jspecify.annotations.NullMarked;
