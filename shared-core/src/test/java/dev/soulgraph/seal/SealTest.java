package dev.soulgraph.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.soulgraph.conformance.Dice;
import dev.soulgraph.conformance.Samples;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import org.junit.jupiter.api.Test;

final class SealTest {
  @Test
  void theMessageIsTheDomainThenNetworkSizeRootAndExtensions() {
    Hash root = Hash.of(Seeds.dice(1).bytes(32), 0);
    String domain = "736f756c6772617068207365616c203100";
    assertEquals(
        domain + "84" + "646d61696e" + "1903e8" + "5820" + root + "a0",
        Hex.encode(Seal.message("main", 1000, root, Extensions.NONE)));
  }

  @Test
  void networkSizeRootAndExtensionsAllCount() {
    Dice dice = Seeds.dice(1);
    Hash root = Hash.of(dice.bytes(32), 0);
    String message = Hex.encode(Seal.message("main", 3, root, Extensions.NONE));
    Hash other = Hash.of(dice.bytes(32), 0);
    Extensions odd = new Extensions(Hex.decode("a10100"));
    assertNotEquals(message, Hex.encode(Seal.message("mai", 3, root, Extensions.NONE)));
    assertNotEquals(message, Hex.encode(Seal.message("main", 4, root, Extensions.NONE)));
    assertNotEquals(message, Hex.encode(Seal.message("main", 3, other, Extensions.NONE)));
    assertNotEquals(message, Hex.encode(Seal.message("main", 3, root, odd)));
  }

  @Test
  void treesAreToldApartByAuthorSizeAndRoot() {
    Hash root = Hash.of(Seeds.dice(1).bytes(32), 0);
    Seal seal = new Seal(Samples.author(1), 3, root, Extensions.NONE, new byte[64]);
    Seal second = new Seal(Samples.author(1), 3, root, Extensions.NONE, new byte[] {1});
    assertEquals(seal.identity(), second.identity(), "any valid signature serves");
    Seal size = new Seal(Samples.author(1), 4, root, Extensions.NONE, new byte[64]);
    Seal author = new Seal(Samples.author(2), 3, root, Extensions.NONE, new byte[64]);
    assertNotEquals(seal.identity(), size.identity());
    assertNotEquals(seal.identity(), author.identity());
  }

  @Test
  void aCommitsRootIsThatOfItsChangesIds() {
    Part whole = Samples.commit(Seeds.dice(2), Samples.author(1), 7);
    assertEquals(whole.seal().root(), Trees.root(whole));
    assertEquals(7, whole.seal().size());
    assertEquals(0, whole.absent().length);
  }
}
