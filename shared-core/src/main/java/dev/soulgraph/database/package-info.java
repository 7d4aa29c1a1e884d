/** The façade: commits, the overlay of unacknowledged writes, views, receipts. */
@NullMarked
package dev.soulgraph.database;

import org.jspecify.annotations.NullMarked;
