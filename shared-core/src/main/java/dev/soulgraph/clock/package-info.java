/** The hybrid logical clock and the tolerances against the wall clock. */
@NullMarked
package dev.soulgraph.clock;

import org.jspecify.annotations.NullMarked;
