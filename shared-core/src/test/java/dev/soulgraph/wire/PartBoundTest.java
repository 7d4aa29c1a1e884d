package dev.soulgraph.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Cut;
import dev.soulgraph.seal.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A frame that turned out larger than its bound would be refused by every client, for ever. */
final class PartBoundTest {
  private static final PublicKey AUTHOR = PublicKey.ofRaw(new byte[PublicKey.RAW_BYTES]);
  private static final String LETTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int FRAME_ROOM_BYTES = FrameCodec.FRAME_MAX_BYTES - 64;

  @Test
  void leavesThatShareNothingStayWithinTheBound() {
    for (Part piece : Cut.pieces(hostile(32_700), PartCodec::bound, FRAME_ROOM_BYTES)) {
      assertBounded(piece);
    }
  }

  @Test
  void leavesWithGapsBetweenThemStayWithinTheBound() {
    Part whole = hostile(4_000);
    boolean[] keep = new boolean[whole.leaves().length];
    for (int i = 0; i < keep.length; i += 2) {
      keep[i] = true;
    }
    assertBounded(Objects.requireNonNull(whole.only(keep)));
  }

  private static void assertBounded(Part part) {
    int bound = PartCodec.bound(part, 0, part.leaves().length);
    int real = FrameCodec.encodePart(part).length;
    assertTrue(real <= bound, () -> real + " bytes, bound " + bound);
  }

  /** Every leaf with a soul, a key and a state of its own. */
  private static Part hostile(int leaves) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      String name = "" + letter(i) + letter(i / 62) + letter(i / 3844);
      Soul soul = Soul.of(name);
      String key = new StringBuilder(name).reverse().toString();
      long state = (1_767_225_600_000L << 16) + i;
      changes.add(new Change(AUTHOR, state, soul, key, Value.TRUE, Extensions.NONE));
    }
    return new Commit(AUTHOR, changes).sealed(new byte[64]);
  }

  private static char letter(int i) {
    return LETTERS.charAt(i % LETTERS.length());
  }
}
