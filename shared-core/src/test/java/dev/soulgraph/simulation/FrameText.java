package dev.soulgraph.simulation;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.List;

/** A frame in a line, for who looks for a fault. */
final class FrameText {
  private static final int CHANGES_SHOWN = 6;

  private FrameText() {}

  private static final int CHANGES_ITEMS = 5;

  static String of(byte[] bytes) {
    Frame frame;
    try {
      frame = new FrameCodec().decode(bytes);
    } catch (SoulgraphException e) {
      return bytes.length + " bytes, " + e.code().text();
    }
    String name = frame.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    if (frame instanceof Frame.Open open) {
      Frame.Cursor since = open.since();
      String from = since == null ? "the beginning" : since.number() + "";
      return name + " " + open.scope() + " " + open.what().text() + " since " + from;
    }
    if (frame instanceof Frame.Changes changes) {
      String more = changes.more() ? " and more" : "";
      return name + " " + changes.scope() + " #" + changes.number() + more + of(changes.parts());
    }
    if (frame instanceof Frame.Level level) {
      return name
          + " "
          + level.scope()
          + " #"
          + level.number()
          + (level.whole() ? "" : " not whole");
    }
    if (frame instanceof Frame.Commit commit) {
      return (commit.offer() ? "offer " : "commit ")
          + commit.sequence()
          + of(List.of(commit.part()));
    }
    if (frame instanceof Frame.Found found) {
      return name + " " + found.scope() + of(found.parts());
    }
    if (frame instanceof Frame.Ack ack) {
      return name + " " + ack.sequence() + " " + ack.verdicts();
    }
    return frame instanceof Frame.Refuse refuse ? refuse.toString() : name;
  }

  private static String of(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Part part : parts) {
      for (Leaf leaf : part.leaves()) {
        if (count++ < CHANGES_SHOWN) {
          text.append(", ").append(leaf.change() == null ? "refused" : leaf.change());
        }
      }
    }
    return text + (count > CHANGES_SHOWN ? ", " + (count - CHANGES_SHOWN) + " more" : "");
  }

  /** The signed parts that a frame brings. */
  /** Whether more of the same commit follows changes. */
  static boolean hasMore(byte[] changes) {
    CborReader in = new CborReader(changes);
    in.arrayOf(CHANGES_ITEMS);
    in.uint(Long.MAX_VALUE);
    in.uint(Long.MAX_VALUE);
    in.uint(Long.MAX_VALUE);
    return in.bool();
  }

  static List<Part> parts(Frame frame) {
    if (frame instanceof Frame.Commit commit) {
      return List.of(commit.part());
    }
    if (frame instanceof Frame.Changes changes) {
      return changes.parts();
    }
    return frame instanceof Frame.Found found ? found.parts() : List.of();
  }
}
