/**
 * JSON as the commands read and write it: records become flat properties, sets and links, and back.
 */
@NullMarked
package dev.soulgraph.node.cli.json;

import org.jspecify.annotations.NullMarked;
