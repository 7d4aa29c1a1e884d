/** Sessions: hello, scopes, catching up, live changes, acknowledgements. */
@NullMarked
package dev.soulgraph.sync;

import org.jspecify.annotations.NullMarked;
