package dev.soulgraph.browser;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which writes and readings cross the line; {@code engine.d.ts} gives their shapes.
 */
final class Cbor {
  private Cbor() {}

  /**
   * {@code [[soul, key, value, key, value, …], …]}; an erase is {@code [soul, prefix]}. Lengths are
   * the database's question.
   *
   * @throws SoulgraphException for what can't be read, or is no soul
   */
  static List<Write> writes(byte[] encoded) {
    var in = new CborReader(encoded);
    int count = in.array(Integer.MAX_VALUE);
    List<Write> writes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int items = in.array(Integer.MAX_VALUE);
      Soul soul = Soul.of(in.text(Integer.MAX_VALUE));
      if (items == 2) {
        writes.add(Write.erase(soul, in.bool()));
      }
      for (; items > 2; items -= 2) {
        writes.add(new Write(soul, in.text(Integer.MAX_VALUE), ValueCodec.read(in)));
      }
    }
    in.finish();
    return writes;
  }

  /** {@code [key, value, …]} of what {@code reading} hands over, or null if that is nothing. */
  static byte @Nullable [] node(Consumer<BiConsumer<String, Value>> reading) {
    var properties = new CborWriter();
    int[] items = {0};
    reading.accept(
        (key, value) -> {
          ValueCodec.write(properties.text(key), value);
          items[0] += 2;
        });
    if (items[0] == 0) {
      return null;
    }
    return new CborWriter(properties.size() + 5)
        .array(items[0])
        .raw(properties.toBytes())
        .toBytes();
  }

  /** {@code [text, …]} */
  static byte[] texts(List<String> texts) {
    var out = new CborWriter().array(texts.size());
    texts.forEach(out::text);
    return out.toBytes();
  }
}
