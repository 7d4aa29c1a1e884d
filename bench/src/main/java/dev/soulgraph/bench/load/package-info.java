/**
 * Real clients in numbers against a node in a process of its own, beside the machine's ceilings.
 */
@NullMarked
package dev.soulgraph.bench.load;

import org.jspecify.annotations.NullMarked;
