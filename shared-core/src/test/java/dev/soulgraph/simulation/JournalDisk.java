package dev.soulgraph.simulation;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** What a browser keeps for all tabs of one name. */
final class JournalDisk {
  private static final int TEXT_MAX_BYTES = 1024;

  final TreeMap<Double, byte[]> records = new TreeMap<>();
  final TreeMap<Double, byte[]> pending = new TreeMap<>();
  final TreeMap<String, byte[]> metas = new TreeMap<>();

  void load(Database database) {
    records.forEach(database::loadRecord);
    pending.forEach(database::loadPending);
    metas.forEach(database::loadMeta);
  }

  /** The browser has made room, or the user has. */
  void evict() {
    records.clear();
    pending.clear();
    metas.clear();
  }

  /** Cuts a record short; whether there was one. */
  boolean tear(int which) {
    if (records.isEmpty()) {
      return false;
    }
    double key = new ArrayList<>(records.keySet()).get(which % records.size());
    byte[] record = Objects.requireNonNull(records.get(key));
    records.put(key, Arrays.copyOf(record, record.length / 2));
    return true;
  }

  /** All parts of all records that can be read. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    FrameCodec codec = FrameCodec.forClient();
    for (byte[] record : records.values()) {
      try {
        if (codec.decode(record) instanceof Frame.Changes changes) {
          parts.addAll(changes.parts());
        }
      } catch (RuntimeException torn) {
        // Nothing of it is held.
      }
    }
    return parts;
  }

  /** What would be there after a restart, unacknowledged writes included. */
  Model model() {
    Model model = Model.of(parts());
    for (Kept each : kept()) {
      if (!each.refused) {
        model.mergeAll(List.of(each.part));
      }
    }
    return model;
  }

  /** An unacknowledged commit as it is kept. */
  record Kept(boolean refused, Part part) {
    static Kept decode(byte[] record) {
      CborReader in = new CborReader(record);
      in.arrayOf(5);
      boolean refused = in.bool();
      in.text(TEXT_MAX_BYTES);
      in.text(TEXT_MAX_BYTES);
      in.text(TEXT_MAX_BYTES);
      return new Kept(refused, FrameCodec.decodePart(in.bytes(Integer.MAX_VALUE)));
    }

    List<Write> writes() {
      List<Write> writes = new ArrayList<>();
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null) {
          writes.add(new Write(change.kind(), change.soul(), change.key(), change.value()));
        }
      }
      return writes;
    }
  }

  /** In the order in which a database loads them. */
  List<Kept> kept() {
    return pending.values().stream().map(Kept::decode).toList();
  }

  /** The changes that wait for an acknowledgement. */
  List<Change> pendingChanges() {
    List<Change> changes = new ArrayList<>();
    for (Kept each : kept()) {
      for (Leaf leaf : each.part.leaves()) {
        if (leaf.change() != null) {
          changes.add(leaf.change());
        }
      }
    }
    return changes;
  }
}
