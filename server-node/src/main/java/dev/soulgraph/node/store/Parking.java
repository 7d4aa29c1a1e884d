package dev.soulgraph.node.store;

import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;

/** Parts that wait for their time. The caller bounds their number. */
final class Parking {
  private final MVMap<Long, byte[]> table;
  private int changes;

  Parking(MVMap<Long, byte[]> table) {
    this.table = table;
    changes = parts().stream().mapToInt(part -> part.leaves().length).sum();
  }

  void add(Part part) {
    Long last = table.lastKey();
    table.put(last == null ? 1L : last + 1, FrameCodec.encodePart(part));
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
    List<Part> parts = new ArrayList<>();
    for (byte[] part : table.values()) {
      parts.add(FrameCodec.decodePart(part));
    }
    return parts;
  }
}
