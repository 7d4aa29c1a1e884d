@NullMarked
package dev.soulgraph.browser.build.wasm;

import org.jspecify.annotations.NullMarked;
