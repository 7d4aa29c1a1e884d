/**
 * Makes compiled Wasm modules smaller before they are compressed. TeaVM gives every expression a
 * local of its own, much of Java is functions of one instruction, and what no page calls is
 * exported; all that costs a page some kilobytes.
 *
 * <p>Section and opcode numbers are those of the WebAssembly specification's binary format, release
 * 3.0. An instruction that is not known here fails the build.
 */
@NullMarked
package dev.soulgraph.browser.build.wasm;

import org.jspecify.annotations.NullMarked;
