package dev.soulgraph.node.cli;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.SeedFile;
import dev.soulgraph.node.cli.relay.StateFile;
import dev.soulgraph.node.crypto.Ed25519Signer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key that writes are signed with. */
final class KeyOptions {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The author's key, made if there is none (default: $$SOULGRAPH_KEY, or"
              + " $$XDG_CONFIG_HOME/soulgraph/key, or ~/.config/soulgraph/key).")
  private @Nullable Path key;

  /**
   * @throws SoulgraphException {@code identity-invalid}, {@code storage-unavailable}
   */
  Author author(Surroundings around) {
    SeedFile file = new SeedFile(path(around));
    byte[] seed = file.read();
    if (file.isOpenToOthers()) {
      Complaint.warn("others can read the key: chmod 600 " + path(around), around.terminal().err());
    }
    return new Author(new Ed25519Signer(seed), new StateFile(file.stateFile()));
  }

  /** Whether there is a key already; asking makes none. */
  boolean exists(Surroundings around) {
    return Files.exists(path(around));
  }

  private Path path(Surroundings around) {
    return key == null ? SeedFile.standard(around.environment(), around.userHome()) : key;
  }
}
