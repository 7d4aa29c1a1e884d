package dev.soulgraph.node.fuzz;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.FrameCases;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.vectors.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames to begin with: the golden vectors, as they are or damaged. */
final class Frames {
  private static final Pattern BYTES = Pattern.compile("\"bytes\": *\"((?:[0-9a-f]{2})+)\"");
  private static final List<byte[]> KNOWN = listed("frames");

  private Frames() {}

  /** The byte strings of a file of golden vectors. */
  static List<byte[]> listed(String file) {
    List<byte[]> found = new ArrayList<>();
    Matcher each = BYTES.matcher(Vectors.stored(file));
    while (each.find()) {
      found.add(Hex.decode(each.group(1)));
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no bytes are listed in " + file);
    }
    return found;
  }

  static byte[] known(Input in) {
    return KNOWN.get(in.below(256) % KNOWN.size());
  }

  static byte[] damaged(Input in) {
    Dice dice = new Dice(in.below(256) << 8 | in.below(256));
    return FrameCases.damaged(dice, known(in), known(in));
  }
}
