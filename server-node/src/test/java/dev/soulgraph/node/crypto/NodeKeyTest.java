package dev.soulgraph.node.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeKeyTest {
  @TempDir Path folder;

  private NodeKey load(long seed) {
    return NodeKey.load(
        folder,
        count -> {
          byte[] bytes = new byte[count];
          new Random(seed).nextBytes(bytes);
          return bytes;
        });
  }

  @Test
  void theKeyIsMadeOnceAndSignsWhatTheVerifierAccepts() {
    NodeKey key = load(1);
    assertEquals(key.author(), load(2).author());
    byte[] message = {1, 2, 3};
    boolean[] valid = new boolean[1];
    key.sign(
        message,
        signature ->
            new BouncyCastleVerifier()
                .verify(
                    key.author().raw(),
                    signature == null ? new byte[0] : signature,
                    message,
                    holds -> valid[0] = holds));
    assertTrue(valid[0]);
  }

  @Test
  void onlyItsUserMayReadTheKey() throws IOException {
    load(1);
    Path file = folder.resolve("node.key");
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() throws IOException {
    for (int length = 0; length < 40; length += length == 31 ? 2 : 1) {
      Files.write(folder.resolve("node.key"), new byte[length]);
      assertEquals(
          Code.DATA_UNREADABLE, assertThrows(SoulgraphException.class, () -> load(1)).code());
    }
  }

  @Test
  void aKeyThatWasNeverFinishedIsNotTakenForOne() throws IOException {
    for (int length = 0; length <= 32; length++) {
      Files.write(folder.resolve("node.key.new"), new byte[length]);
      NodeKey key = load(length);
      assertEquals(key.author(), load(100).author());
      Files.delete(folder.resolve("node.key"));
    }
  }
}
