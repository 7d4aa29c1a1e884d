package dev.soulgraph.browser.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/** Names contents by their SHA-256. */
final class Fingerprint {
  private static final String CLASS = ".class";

  private Fingerprint() {}

  static String of(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /**
   * Of all classes of a class path, in its order. The same classes in a folder and in a jar have
   * one fingerprint, for Maven gives now the one, now the other.
   */
  static String of(List<Path> classPath) throws IOException {
    MessageDigest digest = sha256();
    for (Path entry : classPath) {
      Map<String, Long> checksums =
          Files.isDirectory(entry)
              ? inFolder(entry)
              : Files.exists(entry) ? inJar(entry) : Map.of();
      digest.update(checksums.toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Map<String, Long> inFolder(Path folder) throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(CLASS)).toList()) {
        var checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        String name = folder.relativize(file).toString().replace('\\', '/');
        checksums.put(name, checksum.getValue());
      }
    }
    return checksums;
  }

  private static Map<String, Long> inJar(Path jar) throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (var zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .filter(entry -> entry.getName().endsWith(CLASS))
          .forEach(entry -> checksums.put(entry.getName(), entry.getCrc()));
    }
    return checksums;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java platform has it
    }
  }
}
