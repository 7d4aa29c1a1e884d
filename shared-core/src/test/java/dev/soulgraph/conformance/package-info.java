/** Cases that end alike on every platform; browser-client runs them in a browser beside the JVM. */
@NullMarked
package dev.soulgraph.conformance;

import org.jspecify.annotations.NullMarked;
