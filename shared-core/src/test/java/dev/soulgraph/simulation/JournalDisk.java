package dev.soulgraph.simulation;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.database.Database;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.Scope;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a browser keeps for all tabs of one name. */
final class JournalDisk {
  private static final int TEXT_MAX_BYTES = 1024;
  private static final int ITEMS_BEFORE_CURSORS = 3;
  private static final int CURSOR_ITEMS_MAX = 20;

  final TreeMap<Double, byte[]> records = new TreeMap<>();
  final TreeMap<Double, byte[]> pending = new TreeMap<>();
  final TreeMap<String, byte[]> metas = new TreeMap<>();

  private final CursorCheck cursors;

  /** All that records ever kept here: what came to less since was replaced by what is above it. */
  private Model taken = new Model();

  /**
   * The same, and what its authors have written here: one relay says that it is superseded, and
   * another one's place may pass it before what is above it has come.
   */
  private Model kept = new Model();

  private int losses;

  JournalDisk(CursorCheck cursors) {
    this.cursors = cursors;
  }

  void putRecord(double key, byte[] record) {
    records.put(key, record);
    taken.mergeAll(parts(record));
    kept.mergeAll(parts(record));
  }

  void putPending(double key, byte[] record) {
    pending.put(key, record);
    kept.mergeAll(List.of(Kept.decode(record).part));
  }

  /** A scope's cursors are kept: what they stand for is kept too. */
  void checkCursors(byte[] meta) {
    CborReader in = new CborReader(meta);
    int items = in.array(CURSOR_ITEMS_MAX);
    Scope.Kind kind = Scope.Kind.values()[in.intUpTo(Scope.Kind.values().length - 1)];
    Scope scope = new Scope(kind, in.text(TEXT_MAX_BYTES));
    in.bool();
    for (int i = ITEMS_BEFORE_CURSORS; i < items; i++) {
      Frame.Cursor cursor = FrameCodec.readCursor(in);
      if (cursor != null) {
        cursors.kept(scope, cursor, kept);
      }
    }
  }

  /** Whether a change is kept, or something above it that some node has taken. */
  boolean keeps(Change change) {
    return taken.settles(change)
        || pendingChanges().stream().anyMatch(each -> each.id().equals(change.id()));
  }

  /** How often something was taken away from here. */
  int losses() {
    return losses;
  }

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
    lost();
  }

  /** Cuts a record short; whether there was one. */
  boolean tear(int which) {
    if (records.isEmpty()) {
      return false;
    }
    double key = new ArrayList<>(records.keySet()).get(which % records.size());
    byte[] record = Objects.requireNonNull(records.get(key));
    records.put(key, Arrays.copyOf(record, record.length / 2));
    lost();
    return true;
  }

  private void lost() {
    taken = taken();
    kept = model();
    losses++;
    cursors.forget();
  }

  /** All parts of all records that can be read. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    records.values().forEach(record -> parts.addAll(parts(record)));
    return parts;
  }

  private static List<Part> parts(byte[] record) {
    try {
      return FrameCodec.forClient().decode(record) instanceof Frame.Changes changes
          ? changes.parts()
          : List.of();
    } catch (RuntimeException torn) {
      // Nothing of it is held.
      return List.of();
    }
  }

  /** What would be there after a restart, unacknowledged writes included. */
  Model model() {
    Model model = taken();
    for (Kept each : kept()) {
      if (!each.refused) {
        model.mergeAll(List.of(each.part));
      }
    }
    return model;
  }

  /** What some node has taken. */
  Model taken() {
    return Model.of(parts());
  }

  /** The changes that will be sent. */
  List<Change> waiting() {
    return kept().stream().filter(each -> !each.refused).flatMap(each -> each.changes()).toList();
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

    Stream<Change> changes() {
      return Arrays.stream(part.leaves()).map(Leaf::change).filter(Objects::nonNull);
    }

    List<Write> writes() {
      return changes()
          .map(each -> new Write(each.kind(), each.soul(), each.key(), each.value()))
          .toList();
    }
  }

  /** In the order in which a database loads them. */
  List<Kept> kept() {
    return pending.values().stream().map(Kept::decode).toList();
  }

  /** The changes that wait for an acknowledgement. */
  List<Change> pendingChanges() {
    return kept().stream().flatMap(Kept::changes).toList();
  }
}
