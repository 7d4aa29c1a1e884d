/**
 * Range-based set reconciliation by Negentropy v1: what two sides have of one set is compared by
 * fingerprints of ranges, at a cost that follows the difference.
 */
@NullMarked
package dev.soulgraph.reconcile;

import org.jspecify.annotations.NullMarked;
