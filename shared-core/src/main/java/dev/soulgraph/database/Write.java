package dev.soulgraph.database;

import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;

/** One property to be set; {@link Value#NULL} deletes it. */
public record Write(Soul soul, String key, Value value) {}
