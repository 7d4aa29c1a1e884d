package dev.soulgraph.node.fuzz;

import dev.soulgraph.codec.CborWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What fuzzing begins with: inputs that were kept because each reaches something new. */
final class Corpus {
  static final Path FOLDER = Path.of("src/test/resources/fuzz");

  private Corpus() {}

  /** The kept inputs of a target and the golden vectors that are of its kind. */
  static List<byte[]> of(String target) {
    List<byte[]> all = new ArrayList<>(seeds(target));
    Path folder = FOLDER.resolve(target);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          all.add(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static List<byte[]> seeds(String target) {
    return switch (target) {
      case "value" -> suffixed(Frames.listed("values"), (byte) 0xa0);
      case "change" -> Frames.listed("changes");
      case "frame" -> joined(Frames.listed("frames"), Frames.listed("refused"));
      case "part" -> Frames.listed("seals");
      case "packed" -> joined(Frames.listed("packed"), Frames.listed("frames"));
      case "backup" -> backups();
      case "stored" -> prefixed(Frames.listed("frames"), 2, 1);
      case "node", "client" -> sequences();
      case "import" ->
          List.of(
              text(
                  "\1{\"soul\":\"a\",\"b\":{\"c\":[1,\"x\",true,null]},\"link\":\"d\",\"kept\":{}}"),
              text(
                  "\1[{\"soul\":\"a\",\"x\":{\"$link\":\"c\"}},{\"soul\":\"b\",\"y\":{\"$bytes\":\"AAEC\"}}]"));
      case "keys" ->
          List.of(
              text("\0" + "k".repeat(32)),
              text("\1" + "0123456789abcdef".repeat(4) + "\n"),
              text("\2" + "0000000000000000001 0000000000000000002\n"),
              text("\2" + "9".repeat(19) + " " + "9".repeat(19) + "\n"));
      case "status" ->
          List.of(
              text(
                  "{\"version\":\"0.1.0\",\"changes\":12,\"peers\":[{\"peer\":\"ws://a\",\"level\":true}]}"),
              text("{\"peers\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
              text("{\"changes\":1" + "0".repeat(2_000) + ",\"version\":null}"));
      case "arguments" ->
          List.of(
              text("put\0people/alice\0name=Alice\0born=1815\0boss=@people/bob"),
              text("get\0people/alice"),
              text("erase\0--prefix\0people"),
              text("import\0-\0--soul\0country/{cca3}\0--link\0borders=country/{}"),
              text("export\0people"),
              text("serve\0--port\0" + "0"),
              text("status\0--timeout\0" + "1e-3"));
      default -> List.of(new byte[] {0}, new byte[] {1, 97, 0, 0, 2, 0});
    };
  }

  /** A header, then a part. */
  private static List<byte[]> backups() {
    List<byte[]> all = new ArrayList<>();
    byte[] key = new byte[34];
    key[0] = (byte) 0xed;
    key[1] = 1;
    byte[] header = new CborWriter().array(3).text("main").bytes(key).uint(0).toBytes();
    for (byte[] part : Frames.listed("seals")) {
      ByteBuffer backup = ByteBuffer.allocate(1 + 12 + header.length + part.length);
      backup.put((byte) 2).putInt(header.length).put(header).putInt(part.length).put(part);
      all.add(backup.putInt(0).array());
    }
    return all;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> joined(List<byte[]> one, List<byte[]> other) {
    List<byte[]> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private static List<byte[]> suffixed(List<byte[]> inputs, byte last) {
    List<byte[]> all = new ArrayList<>();
    for (byte[] input : inputs) {
      byte[] longer = Arrays.copyOf(input, input.length + 1);
      longer[input.length] = last;
      all.add(longer);
    }
    return all;
  }

  private static List<byte[]> prefixed(List<byte[]> inputs, int... first) {
    List<byte[]> all = new ArrayList<>();
    for (byte[] input : inputs) {
      byte[] longer = new byte[first.length + input.length];
      for (int i = 0; i < first.length; i++) {
        longer[i] = (byte) first[i];
      }
      System.arraycopy(input, 0, longer, first.length, input.length);
      all.add(longer);
    }
    return all;
  }

  /** Each kind of step after another, and one after itself. */
  private static List<byte[]> sequences() {
    List<byte[]> all = new ArrayList<>();
    for (int step = 0; step < 14; step++) {
      byte[] input = new byte[64];
      input[0] = 1;
      input[1] = 1;
      for (int i = 2; i < input.length; i++) {
        input[i] = (byte) (i % 3 == 0 ? step : i * 7);
      }
      all.add(input);
    }
    return Collections.unmodifiableList(all);
  }
}
