/**
 * Makes compiled Wasm modules smaller before they are compressed. TeaVM gives every expression a
 * local of its own, writes into structs field by field, describes classes in code instead of
 * constants; much of Java is functions of one instruction, and what no page calls is exported. All
 * that costs a page a tenth of what it loads.
 *
 * <p>Section and opcode numbers are those of the WebAssembly specification's binary format, release
 * 3.0. An instruction that is not known here fails the build.
 */
@NullMarked
package dev.soulgraph.browser.build.wasm;

import org.jspecify.annotations.NullMarked;
