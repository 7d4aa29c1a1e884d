/**
 * Range-based set reconciliation by Negentropy v1: what two sides have of one set is compared by
 * fingerprints of ranges, at a cost that follows the difference.
 *
 * <p>A message (hoytech/negentropy, docs/negentropy-protocol-v1.md) is a list of ascending ranges,
 * each with a fingerprint or with all ids. Where fingerprints agree, the range is settled; where
 * they don't, it comes back cut into sixteen, and as a list of ids once it is small. The bytes are
 * those of the reference implementation, frame limit included.
 */
@NullMarked
package dev.soulgraph.reconcile;

import org.jspecify.annotations.NullMarked;
