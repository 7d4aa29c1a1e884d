package dev.soulgraph.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The golden vectors' messages, what fuzzing has kept, and what damage makes of them. */
final class HostileFrames {
  private static final Path REPOSITORY = Path.of(System.getProperty("soulgraph.repository", ".."));
  private static final Pattern BYTES = Pattern.compile("\"bytes\": *\"((?:[0-9a-f]{2})+)\"");
  private static final int KEPT_MAX = 60;
  private static final int DAMAGED = 60;
  private static final long SEED = 1;

  private HostileFrames() {}

  static List<byte[]> all() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String file : List.of("frames", "refused", "packed")) {
      listed(file, all);
    }
    for (String target : List.of("frame", "packed")) {
      kept(target, all);
    }
    Random random = new Random(SEED);
    int whole = all.size();
    for (int i = 0; i < DAMAGED; i++) {
      byte[] bytes = all.get(random.nextInt(whole)).clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      all.add(bytes);
    }
    return all;
  }

  private static void listed(String file, List<byte[]> all) throws IOException {
    Path vectors = REPOSITORY.resolve("shared-core/src/test/resources/vectors/" + file + ".json");
    Matcher each = BYTES.matcher(Files.readString(vectors));
    while (each.find()) {
      all.add(HexFormat.of().parseHex(each.group(1)));
    }
  }

  private static void kept(String target, List<byte[]> all) throws IOException {
    Path folder = REPOSITORY.resolve("server-node/src/test/resources/fuzz/" + target);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().limit(KEPT_MAX).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
          all.add(bytes);
        }
      }
    }
  }
}
