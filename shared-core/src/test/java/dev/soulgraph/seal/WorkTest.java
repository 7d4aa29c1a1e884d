package dev.soulgraph.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.codec.CborWriter;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import org.junit.jupiter.api.Test;

final class WorkTest {
  private static final Hash ROOT = Sha256.of(Utf8.encode("a root"));
  private static final PublicKey AUTHOR = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);

  private static Seal seal(int size, Hash root, Extensions extensions) {
    return new Seal(AUTHOR, size, root, extensions, new byte[Seal.SIGNATURE_BYTES]);
  }

  private static Extensions done(int bits) {
    Work work = new Work("main", 5, ROOT);
    assertTrue(work.search(bits, Integer.MAX_VALUE));
    return work.extensions();
  }

  private static Extensions extension(int key, CborWriter value) {
    return new Extensions(new CborWriter().map(1).uint(key).raw(value.toBytes()).toBytes());
  }

  @Test
  void whatWasFoundHolds() {
    assertTrue(Work.bits(seal(5, ROOT, done(12)), "main") >= 12);
  }

  /** Worked out here by the page's words, not by the class. */
  @Test
  void theBytesAreThoseOfTheProtocol() {
    byte[] cbor = done(9).cbor();
    assertEquals("a10348", Hex.encode(cbor).substring(0, 6));
    CborWriter signed = new CborWriter();
    signed.raw(Utf8.encode("soulgraph work 1\0"));
    signed.array(3).text("main").uint(5).bytes(ROOT.bytes());
    CborWriter tried = new CborWriter().raw(Sha256.of(signed.toBytes()).bytes());
    for (int i = 3; i < cbor.length; i++) {
      tried.raw(cbor[i] & 255);
    }
    byte[] digest = Sha256.of(tried.toBytes()).bytes();
    assertArrayEquals(new int[] {0, 0}, new int[] {digest[0], (digest[1] & 255) >> 7});
  }

  @Test
  void itIsForOneCommitOfOneNetwork() {
    Extensions done = done(16);
    assertTrue(Work.bits(seal(6, ROOT, done), "main") < 16);
    assertTrue(Work.bits(seal(5, Sha256.of(new byte[1]), done), "main") < 16);
    assertTrue(Work.bits(seal(5, ROOT, done), "other") < 16);
  }

  @Test
  void whatIsNoProofHasNoBits() {
    assertEquals(0, Work.bits(seal(5, ROOT, Extensions.NONE), "main"));
    assertEquals(0, Work.bits(seal(5, ROOT, extension(3, new CborWriter().uint(7))), "main"));
    byte[] seven = new byte[7];
    assertEquals(0, Work.bits(seal(5, ROOT, extension(3, new CborWriter().bytes(seven))), "main"));
    Extensions other = extension(5, new CborWriter().bytes(new byte[8]));
    assertEquals(0, Work.bits(seal(5, ROOT, other), "main"));
  }

  @Test
  void otherExtensionsMayStandBesideIt() {
    byte[] alone = done(10).cbor();
    CborWriter both = new CborWriter().map(2).uint(1).array(0);
    for (int i = 1; i < alone.length; i++) {
      both.raw(alone[i] & 255);
    }
    assertTrue(Work.bits(seal(5, ROOT, new Extensions(both.toBytes())), "main") >= 10);
  }

  @Test
  void aSearchGoesOnWhereItStopped() {
    Work slices = new Work("main", 5, ROOT);
    while (!slices.search(12, 100)) {
      assertNotEquals(0, slices.extensions().cbor().length);
    }
    assertEquals(done(12), slices.extensions());
  }

  @Test
  void onlyALawfulDemandIsDone() {
    assertEquals(20, Work.asked("20"));
    assertEquals(24, Work.asked("24"));
    for (String none :
        new String[] {"", "0", "25", "99999999999999999999", "x", "-1", "1 0", "٣"}) {
      assertEquals(0, Work.asked(none), none);
    }
  }
}
