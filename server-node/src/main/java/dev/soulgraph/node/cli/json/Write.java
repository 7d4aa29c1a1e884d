package dev.soulgraph.node.cli.json;

import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;

/** One property to be written. */
public record Write(Soul soul, String key, Value value) {}
