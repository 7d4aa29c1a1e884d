package dev.soulgraph.browser.build.wasm;

import java.util.List;

/**
 * A global as it is read from a module.
 *
 * @param type of its value, in hexadecimal
 * @param initial up to its end
 */
record Global(String type, boolean changes, List<Instruction> initial) {}
