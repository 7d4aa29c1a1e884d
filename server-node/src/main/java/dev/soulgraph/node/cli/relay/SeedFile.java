package dev.soulgraph.node.cli.relay;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;

/** The author's key: a file of 64 hexadecimal digits, made when it is first needed. */
public final class SeedFile {
  public static final int SEED_BYTES = 32;
  private static final int FILE_MAX_BYTES = 1024;

  private final Path file;

  public SeedFile(Path file) {
    this.file = file;
  }

  /** {@code $SOULGRAPH_KEY}, or {@code soulgraph/key} among the user's configuration files. */
  public static Path standard(Map<String, String> environment, String userHome) {
    String key = environment.getOrDefault("SOULGRAPH_KEY", "");
    if (!key.isEmpty()) {
      return Path.of(key);
    }
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    // The specification has relative paths ignored.
    boolean usable = !config.isEmpty() && Path.of(config).isAbsolute();
    // Java takes its idea of home from the user's account, shells and other programs from $HOME.
    String home = environment.getOrDefault("HOME", "");
    Path standard = Path.of(home.isEmpty() ? userHome : home, ".config");
    return (usable ? Path.of(config) : standard).resolve("soulgraph/key");
  }

  /** Where the last state issued under this key is kept. */
  public Path stateFile() {
    return file.resolveSibling(file.getFileName() + ".state");
  }

  public boolean isOpenToOthers() {
    try {
      return PrivateFiles.isOpenToOthers(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The seed, 32 bytes, new ones if there is no such file.
   *
   * @throws SoulgraphException {@code identity-invalid}, {@code storage-unavailable}
   */
  public byte[] read() {
    try {
      if (!Files.exists(file)) {
        create();
      }
      return decode(Files.size(file) > FILE_MAX_BYTES ? "" : Files.readString(file));
    } catch (IOException e) {
      throw new SoulgraphException(
          Code.STORAGE_UNAVAILABLE, "the author's key can be read or made", e.toString(), e);
    }
  }

  private byte[] decode(String text) {
    String digits = text.strip();
    if (digits.length() == 2 * SEED_BYTES) {
      try {
        return Hex.decode(digits);
      } catch (IllegalArgumentException e) {
        throw invalid(e);
      }
    }
    throw invalid(new IllegalArgumentException(digits.length() + " characters"));
  }

  private SoulgraphException invalid(IllegalArgumentException cause) {
    return new SoulgraphException(
        Code.IDENTITY_INVALID, "a key file holds 64 hexadecimal digits", file.toString(), cause);
  }

  /** Whole or not at all, and of two commands that make one at the same time only one does. */
  private void create() throws IOException {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    PrivateFiles.createFolder(folder);
    Path written =
        Files.createTempFile(
            folder, file.getFileName() + ".", ".new", PrivateFiles.attributes(file));
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((Hex.encode(seed) + "\n").getBytes(StandardCharsets.US_ASCII)));
      // Before it has its name, or a power cut could leave the name and no key: what was written
      // under it could never be changed by its author again.
      channel.force(true);
    }
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      // Another command was quicker; its key is the key.
    } catch (UnsupportedOperationException e) {
      Files.move(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
    PrivateFiles.forceName(file);
  }
}
