/** The port through which frames reach the other side. */
@NullMarked
package dev.soulgraph.transport;

import org.jspecify.annotations.NullMarked;
