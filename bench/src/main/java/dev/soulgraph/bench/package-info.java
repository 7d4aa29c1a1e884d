/** What is measured, on the JVM and in pages; {@code bench/README.md} has the commands. */
@NullMarked
package dev.soulgraph.bench;

import org.jspecify.annotations.NullMarked;
