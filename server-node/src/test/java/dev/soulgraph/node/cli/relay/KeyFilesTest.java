package dev.soulgraph.node.cli.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFilesTest {
  @TempDir Path folder;

  @Test
  void aSeedIsMadeOnceAndReadAgain() throws IOException {
    Path file = folder.resolve("deep/down/key");
    byte[] seed = new SeedFile(file).read();
    assertEquals(SeedFile.SEED_BYTES, seed.length);
    assertArrayEquals(seed, new SeedFile(file).read());
    try (Stream<Path> files = Files.list(folder.resolve("deep/down"))) {
      assertEquals(List.of(file), files.toList(), "nothing else is left behind");
    }
  }

  @Test
  void aSeedThatIsCutShortIsRefusedByNameOrWhole() throws IOException {
    Path file = folder.resolve("key");
    byte[] seed = new SeedFile(file).read();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      if (length >= 2 * SeedFile.SEED_BYTES) {
        assertArrayEquals(seed, new SeedFile(file).read());
      } else {
        SoulgraphException e =
            assertThrows(SoulgraphException.class, () -> new SeedFile(file).read());
        assertEquals(Code.IDENTITY_INVALID, e.code());
      }
    }
  }

  /** In a container each command may well have the same number. */
  @Test
  void whatACommandWithThisNumberLeftUnfinishedIsInNobodysWay() throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(folder.resolve("key." + ProcessHandle.current().pid()), "00");
    assertEquals(SeedFile.SEED_BYTES, new SeedFile(file).read().length);
  }

  @Test
  void aStateThatIsCutShortIsRefusedByNameOrWhole() throws IOException {
    Path file = folder.resolve("key.state");
    StateFile.States states = new StateFile.States(Long.MAX_VALUE, 1);
    new StateFile(file).write(states);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      if (length == 0 || length == whole.length) {
        StateFile.States found = new StateFile(file).states();
        assertEquals(length == 0 ? StateFile.States.NONE : states, found);
      } else {
        SoulgraphException e = assertThrows(SoulgraphException.class, () -> new StateFile(file));
        assertEquals(Code.DATA_UNREADABLE, e.code());
      }
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void onlyTheOwnerMayReadIt() throws IOException {
    Path file = folder.resolve("soulgraph/key");
    SeedFile seed = new SeedFile(file);
    seed.read();
    new StateFile(seed.stateFile()).write(new StateFile.States(1, 1));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(seed.stateFile())));
    assertFalse(seed.isOpenToOthers());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(seed.isOpenToOthers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz", "not a key at all"})
  void whatIsNoSeedIsRefusedAndLeftAlone(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), content.repeat(32));
    SoulgraphException e =
        assertThrows(
            SoulgraphException.class,
            () -> {
              if (!content.equals("00")) {
                new SeedFile(file).read();
              } else {
                Files.writeString(file, "0".repeat(63));
                new SeedFile(file).read();
              }
            });
    assertEquals(Code.IDENTITY_INVALID, e.code());
  }

  @Test
  void aFolderThatCantBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    SoulgraphException e =
        assertThrows(SoulgraphException.class, () -> new SeedFile(file.resolve("key")).read());
    assertEquals(Code.STORAGE_UNAVAILABLE, e.code());
  }

  @Test
  void theStandardPlaceFollowsTheEnvironment() {
    assertEquals(Path.of("/k"), SeedFile.standard(Map.of("SOULGRAPH_KEY", "/k"), "/home/u"));
    assertEquals(
        Path.of("/c/soulgraph/key"), SeedFile.standard(Map.of("XDG_CONFIG_HOME", "/c"), "/home/u"));
    assertEquals(
        Path.of("/h/.config/soulgraph/key"), SeedFile.standard(Map.of("HOME", "/h"), "/home/u"));
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("XDG_CONFIG_HOME", "relative"))) {
      assertEquals(
          Path.of("/home/u/.config/soulgraph/key"), SeedFile.standard(environment, "/home/u"));
    }
  }

  @Test
  void statesAreKeptAndMayFall() {
    Path file = folder.resolve("key.state");
    StateFile states = new StateFile(file);
    assertEquals(new StateFile.States(0, 0), states.states());
    states.write(new StateFile.States(Long.MAX_VALUE, 7));
    assertEquals(new StateFile.States(Long.MAX_VALUE, 7), new StateFile(file).states());
    states.write(new StateFile.States(9, 7));
    assertEquals(new StateFile.States(9, 7), new StateFile(file).states());
  }

  @Test
  void statesDontFallBelowAnotherCommands() {
    Path file = folder.resolve("key.state");
    StateFile one = new StateFile(file);
    StateFile other = new StateFile(file);
    other.write(new StateFile.States(100, 50));
    one.write(new StateFile.States(80, 60));
    assertEquals(new StateFile.States(100, 60), new StateFile(file).states());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0000000000000000001 99999999999999999999\n"})
  void statesThatCantBeReadAreNotTakenForNone(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("key.state"), content);
    assertEquals(
        Code.DATA_UNREADABLE,
        assertThrows(SoulgraphException.class, () -> new StateFile(file)).code());
  }
}
