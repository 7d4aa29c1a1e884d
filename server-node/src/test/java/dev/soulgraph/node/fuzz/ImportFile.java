package dev.soulgraph.node.fuzz;

import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.json.GunRecords;
import dev.soulgraph.node.cli.json.Mapping;
import dev.soulgraph.node.cli.json.NodeWrites;
import dev.soulgraph.node.cli.json.RecordSource;
import dev.soulgraph.node.cli.json.Records;
import dev.soulgraph.node.cli.json.Template;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Files that are imported: as records, under options of which one is made up, and as GUN's. */
final class ImportFile implements Target {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final PublicKey AUTHOR = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);

  @Override
  public void read(byte[] input) {
    Input in = new Input(input);
    Template soul = Template.parse(in.below(8) == 0 ? text(in.some()) : "{soul}");
    Mapping mapping =
        new Mapping(
            soul,
            Map.of("link", Template.parse("a/{}")),
            Set.of("skipped"),
            Set.of("kept"),
            AUTHOR);
    byte[] file = in.rest();
    try {
      readAll(new GunRecords(stream(file), AUTHOR, () -> NOW_MS, leftOut -> {}), file);
    } catch (SoulgraphException refused) {
      // As it may be: the other reader gets the file, too.
    }
    readAll(new Records(stream(file), mapping, foreign -> {}), file);
  }

  private static InputStream stream(byte[] file) {
    return new ByteArrayInputStream(file);
  }

  private static void readAll(RecordSource source, byte[] file) {
    try (RecordSource records = source) {
      for (NodeWrites next = records.next(); next != null; next = records.next()) {
        if (records.count() > file.length) {
          throw new AssertionError("more records than bytes");
        }
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
