/** The whole system in one process under a virtual clock and a seed: for tests, ports only. */
@NullMarked
package dev.soulgraph.testing;

import org.jspecify.annotations.NullMarked;
