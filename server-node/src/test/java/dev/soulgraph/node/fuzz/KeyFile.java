package dev.soulgraph.node.fuzz;

import dev.soulgraph.node.cli.relay.SeedFile;
import dev.soulgraph.node.cli.relay.StateFile;
import dev.soulgraph.node.crypto.NodeKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A node's key, an author's key and its last state, as files that somebody has damaged. */
final class KeyFile implements Target {
  private final Path folder;

  KeyFile() {
    try {
      folder = Files.createTempDirectory("keys");
      folder.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void read(byte[] input) {
    Input in = new Input(input);
    int kind = in.below(3);
    byte[] contents = in.rest();
    Path file = folder.resolve(kind == 0 ? "node.key" : "key");
    file.toFile().deleteOnExit();
    try {
      Files.write(file, contents);
      switch (kind) {
        case 0 -> NodeKey.load(folder, count -> new byte[count]).author();
        case 1 -> new SeedFile(file).read();
        default -> {
          StateFile state = new StateFile(file);
          state.write(state.states());
        }
      }
      if (kind < 2 && !Arrays.equals(contents, Files.readAllBytes(file))) {
        throw new AssertionError("a key that was there is overwritten");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
