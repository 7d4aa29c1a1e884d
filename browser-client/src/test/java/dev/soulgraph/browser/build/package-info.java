@NullMarked
package dev.soulgraph.browser.build;

import org.jspecify.annotations.NullMarked;
