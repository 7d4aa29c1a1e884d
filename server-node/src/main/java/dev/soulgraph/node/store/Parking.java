package dev.soulgraph.node.store;

import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import dev.soulgraph.wire.PartCodec;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;

/** Parts that wait for their time, kept as frames. The caller bounds their number. */
final class Parking {
  private static final int HEAD_BYTES = 64;

  private final MVMap<Long, byte[]> table;
  private int changes;

  Parking(MVMap<Long, byte[]> table) {
    this.table = table;
    changes = parts().stream().mapToInt(part -> part.leaves().length).sum();
  }

  void add(Part part) {
    Long last = table.lastKey();
    long next = last == null ? 1 : last + 1;
    int max = FrameCodec.FRAME_MAX_BYTES - HEAD_BYTES;
    for (Part piece : Cut.pieces(part, PartCodec::bound, max)) {
      table.put(next++, FrameCodec.encode(new Frame.Commit(0, false, piece)));
    }
    changes += part.leaves().length;
  }

  int changes() {
    return changes;
  }

  List<Part> takeAll() {
    List<Part> parts = parts();
    table.clear();
    changes = 0;
    return parts;
  }

  private List<Part> parts() {
    FrameCodec codec = new FrameCodec();
    List<Part> parts = new ArrayList<>();
    for (byte[] frame : table.values()) {
      parts.add(((Frame.Commit) codec.decode(frame)).part());
    }
    return parts;
  }
}
