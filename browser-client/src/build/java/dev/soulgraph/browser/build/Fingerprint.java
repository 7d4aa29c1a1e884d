package dev.soulgraph.browser.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Names contents by their SHA-256. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /** Of all class files and jars of a class path, in its order. */
  static String of(List<Path> classPath) throws IOException {
    MessageDigest digest = sha256();
    for (Path entry : classPath) {
      if (Files.isRegularFile(entry)) {
        digest.update(Files.readAllBytes(entry));
      } else if (Files.isDirectory(entry)) {
        for (Path file : classFiles(entry)) {
          digest.update(entry.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java platform has it
    }
  }
}
