/** The frames that two sides exchange, and their codec. */
@NullMarked
package dev.soulgraph.wire;

import org.jspecify.annotations.NullMarked;
