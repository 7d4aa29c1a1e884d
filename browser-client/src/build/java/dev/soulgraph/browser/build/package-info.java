/**
 * Makes the files that pages load of Java classes and hand-written modules. Not part of the
 * product.
 *
 * <p>{@link dev.soulgraph.browser.build.Compiler} has TeaVM compile each {@link
 * dev.soulgraph.browser.build.Module} to Wasm GC and to JavaScript; {@link
 * dev.soulgraph.browser.build.Bundler} makes one module of {@code src/main/js} and {@code
 * src/build/js}; {@link dev.soulgraph.browser.build.Dist} stores all of it, compressed, for a node
 * to serve; {@link dev.soulgraph.browser.build.NpmPackage} lays it out for npm.
 */
@NullMarked
package dev.soulgraph.browser.build;

import org.jspecify.annotations.NullMarked;
