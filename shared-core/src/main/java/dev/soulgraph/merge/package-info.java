/** Which change wins, and the in-memory set of winners. */
@NullMarked
package dev.soulgraph.merge;

import org.jspecify.annotations.NullMarked;
