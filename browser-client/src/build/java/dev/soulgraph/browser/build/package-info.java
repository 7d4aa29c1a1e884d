/** Builds the files that pages load. Not part of the product. */
@NullMarked
package dev.soulgraph.browser.build;

import org.jspecify.annotations.NullMarked;
