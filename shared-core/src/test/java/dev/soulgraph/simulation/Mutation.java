package dev.soulgraph.simulation;

/**
 * A fault to be put into the code.
 *
 * @param name what goes wrong then
 * @param file below the core's sources, without the base package
 * @param text stands there exactly once
 * @param fault comes in its place
 * @param seeds it has to be found within so many, from seed 1 on
 */
record Mutation(String name, String file, String text, String fault, int seeds) {}
