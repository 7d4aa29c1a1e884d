package dev.soulgraph.node.cli.json;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.List;

/** What a record holds at one path. */
sealed interface Field {
  record One(Value value) implements Field {}

  /** An array of plain values and links. */
  record Many(List<Value> values) implements Field {}

  /** Something that can't be stored; refused only where it would have to be. */
  record Bad(SoulgraphException refusal) implements Field {}
}
