@NullMarked
package dev.soulgraph.browser;

import org.jspecify.annotations.NullMarked;
