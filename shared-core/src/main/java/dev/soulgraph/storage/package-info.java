/** The port through which an embedded replica keeps what it has. */
@NullMarked
package dev.soulgraph.storage;

import org.jspecify.annotations.NullMarked;
