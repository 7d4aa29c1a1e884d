/** The line between JavaScript and the core: {@code engine.d.ts}, seen from Java. */
@NullMarked
package dev.soulgraph.browser;

import org.jspecify.annotations.NullMarked;
