/** Bytes: strict UTF-8 and CBOR, SHA-256, and the canonical form of a change. */
@NullMarked
package dev.soulgraph.codec;

import org.jspecify.annotations.NullMarked;
