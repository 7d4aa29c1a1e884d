/**
 * Real Chromium, a real node process, real IndexedDB and sockets. Data is reached through the page
 * or {@code soulgraph.js} alone.
 */
@NullMarked
package dev.soulgraph.e2e;

import org.jspecify.annotations.NullMarked;
