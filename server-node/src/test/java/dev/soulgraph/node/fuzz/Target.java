package dev.soulgraph.node.fuzz;

import dev.soulgraph.node.cli.relay.StatusAnswer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something that reads what strangers, disks or users give it. */
interface Target {
  /** Bytes that may be allocated whatever the input: tables, buffers, messages of refusals. */
  long ALLOCATED_BASE_BYTES = 4 << 20;

  /** A byte can be a leaf of a part: a change, its id, its place, and the refusal it may earn. */
  long ALLOCATED_PER_BYTE = 4_096;

  /**
   * Reads it, and checks what must hold of what was read.
   *
   * @throws dev.soulgraph.graph.SoulgraphException what is refused; anything else is a defect
   */
  void read(byte[] input);

  /** So much may be allocated on the reading thread. */
  default long allocatedMaxBytes(int length) {
    return ALLOCATED_BASE_BYTES + ALLOCATED_PER_BYTE * length;
  }

  /** All there are, by the names of their folders. */
  static Map<String, Target> all() {
    Map<String, Target> all = new LinkedHashMap<>();
    all.put("value", Decoders::value);
    all.put("change", Decoders::change);
    all.put("frame", Decoders::frame);
    all.put("part", Decoders::part);
    all.put("packed", Decoders::packed);
    all.put("reconcile", new Reconciling());
    all.put("import", new ImportFile());
    all.put("backup", new BackupFile());
    all.put("keys", new KeyFile());
    all.put("status", StatusAnswer::read);
    all.put("arguments", new Arguments());
    all.put("stored", new Stored());
    all.put("node", new NodeSession());
    all.put("client", new ClientSession());
    return all;
  }
}
