package dev.soulgraph.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import org.junit.jupiter.api.Test;

final class MerkleTreeTest {
  @Test
  void theRootIsThatOfTheRecursiveDefinition() {
    for (int size = 1; size <= 70; size++) {
      Hash[] leaves = Trees.leaves(Seeds.dice(size), size);
      assertEquals(
          Trees.recursive(leaves, 0, size), new MerkleTree(leaves).root(), Seeds.again(size));
    }
  }

  @Test
  void largeTreesAgreeToo() {
    for (int size : new int[] {1000, 1023, 1024, 1025, 4095, 4097, 65_537, 100_000}) {
      Hash[] leaves = Trees.leaves(Seeds.dice(size), size);
      assertEquals(
          Trees.recursive(leaves, 0, size), new MerkleTree(leaves).root(), Seeds.again(size));
    }
  }

  /** The leaves and roots of the certificate transparency project's own tests. */
  @Test
  void theRootsAreThoseOfCertificateTransparency() {
    String[] data = {
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f"
    };
    String[] roots = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };
    for (int size = 1; size <= data.length; size++) {
      Hash[] leaves = new Hash[size];
      for (int i = 0; i < size; i++) {
        leaves[i] = Sha256.of(Hex.decode("00" + data[i]));
      }
      assertEquals(roots[size - 1], new MerkleTree(leaves).root().toString());
    }
  }

  @Test
  void aLeafIsNotTakenForANode() {
    Hash left = Sha256.of(Utf8.encode("l"));
    Hash right = Sha256.of(Utf8.encode("r"));
    Hash asLeaf = Sha256.of(Hex.decode("00" + left + right));
    assertEquals(false, MerkleTree.node(left, right).equals(asLeaf));
  }
}
