/** The gate: who may write where, and which signatures count. */
@NullMarked
package dev.soulgraph.auth;

import org.jspecify.annotations.NullMarked;
