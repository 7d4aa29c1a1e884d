/**
 * Many nodes and browsers in one process under virtual time, from a seed, with all that may go
 * wrong, and a look at the end at whether anything was lost: see docs/SIMULATION.md.
 */
@NullMarked
package dev.soulgraph.simulation;

import org.jspecify.annotations.NullMarked;
