/**
 * Import's line: a reader that makes batches of records, and an upload that has them acknowledged.
 */
@NullMarked
package dev.soulgraph.node.cli.importing;

import org.jspecify.annotations.NullMarked;
