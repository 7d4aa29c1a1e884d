package dev.soulgraph.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.conformance.FrameCases;
import dev.soulgraph.conformance.Seeds;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.SoulgraphException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameCodecTest {
  private final FrameCodec codec = new FrameCodec();

  @Test
  void framesOfEachTypeReadBack() {
    Set<String> types = new TreeSet<>();
    for (int round = 0; round < 50; round++) {
      for (Frame frame : FrameCases.frames(Seeds.dice(round))) {
        byte[] bytes = FrameCodec.encode(frame);
        Frame read = codec.decode(bytes);
        assertEquals(frame.getClass(), read.getClass());
        assertArrayEquals(bytes, FrameCodec.encode(read), Seeds.again(round));
        types.add(frame.getClass().getSimpleName());
      }
    }
    Set<String> all = new TreeSet<>();
    for (Class<?> type : Frame.class.getPermittedSubclasses()) {
      all.add(type.getSimpleName());
    }
    assertEquals(all, types, "FrameCases has a frame of each type");
  }

  @Test
  void whatIsComparableReadsBackEqual() {
    for (Frame frame : FrameCases.frames(Seeds.dice(1))) {
      boolean plain =
          frame instanceof Frame.Open
              || frame instanceof Frame.Close
              || frame instanceof Frame.Level
              || frame instanceof Frame.Ack
              || frame instanceof Frame.Refuse
              || frame instanceof Frame.Ping
              || frame instanceof Frame.Pong;
      if (plain) {
        assertEquals(frame, codec.decode(FrameCodec.encode(frame)));
      }
    }
  }

  @Test
  void aClientsCodecReadsWhatNodesSayAndNothingElse() {
    var fromClients =
        Set.of("Hello", "Open", "Close", "Commit", "Reconcile", "Fetch", "Ping", "Attend");
    for (Frame frame : FrameCases.frames(Seeds.dice(4))) {
      byte[] bytes = FrameCodec.encode(frame);
      if (fromClients.contains(frame.getClass().getSimpleName())) {
        SoulgraphException refused =
            assertThrows(
                SoulgraphException.class, () -> FrameCodec.forClient().decode(bytes), "" + frame);
        assertEquals(Code.FRAME_MALFORMED, refused.code());
      } else {
        assertArrayEquals(bytes, FrameCodec.encode(FrameCodec.forClient().decode(bytes)));
      }
    }
    byte[] unknown = {(byte) 0x82, (byte) FrameCodec.TYPE_MAX + 1, 0};
    for (FrameCodec each : new FrameCodec[] {codec, FrameCodec.forClient()}) {
      SoulgraphException refused =
          assertThrows(SoulgraphException.class, () -> each.decode(unknown));
      assertEquals(Code.UNSUPPORTED, refused.code());
    }
  }

  @Test
  void everyTruncationIsRefused() {
    for (Frame frame : FrameCases.frames(Seeds.dice(2))) {
      byte[] bytes = FrameCodec.encode(frame);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        SoulgraphException refused =
            assertThrows(SoulgraphException.class, () -> codec.decode(cut), Hex.encode(cut));
        assertTrue(
            refused.code() == Code.FRAME_MALFORMED || refused.code() == Code.NOT_CANONICAL,
            () -> refused.getMessage() + " for " + Hex.encode(cut));
      }
    }
  }

  @Test
  void nothingMayFollowAFrame() {
    for (Frame frame : FrameCases.frames(Seeds.dice(3))) {
      byte[] bytes = FrameCodec.encode(frame);
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      SoulgraphException refused =
          assertThrows(SoulgraphException.class, () -> codec.decode(longer));
      assertEquals(Code.FRAME_MALFORMED, refused.code());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', frame-malformed",
    "80, frame-malformed",
    "00, frame-malformed",
    "810b, frame-malformed",
    "8119ffff, unsupported",
    "8109, frame-malformed",
    "83090000, frame-malformed",
    "82091818, ok",
    "82091817, not-canonical",
    "9f0900ff, not-canonical",
    "980209" + "00, not-canonical",
    "82091a80000000, frame-malformed",
    "850201006161f6, scope-invalid",
    "85020103612ff6, scope-invalid",
    "850201046161f6, frame-malformed",
    "8502010060f7, frame-malformed",
    "840601f6f6, frame-malformed",
    "86080300606060, frame-malformed"
  })
  void aFrameThatIsNoneIsRefusedByName(String hex, String verdict) {
    String found = "ok";
    try {
      codec.decode(Hex.decode(hex));
    } catch (SoulgraphException refused) {
      found = refused.code().text();
    }
    assertEquals(verdict, found);
  }

  @Test
  void aFrameHasAMebibyte() {
    SoulgraphException refused =
        assertThrows(
            SoulgraphException.class, () -> codec.decode(new byte[FrameCodec.FRAME_MAX_BYTES + 1]));
    assertEquals(Code.FRAME_TOO_LARGE, refused.code());
  }

  @Test
  void aSideTakesFramesOfOneChangeAtLeast() {
    Frame.Hello small = new Frame.Hello(new int[] {1}, "main", new byte[16], 0, 96 * 1024 - 1, "");
    SoulgraphException refused =
        assertThrows(SoulgraphException.class, () -> codec.decode(FrameCodec.encode(small)));
    assertEquals(Code.FRAME_MALFORMED, refused.code());
    Frame.Hello large =
        new Frame.Hello(new int[] {1}, "main", new byte[16], 0, Integer.MAX_VALUE, "");
    Frame.Hello read = (Frame.Hello) codec.decode(FrameCodec.encode(large));
    assertEquals(FrameCodec.FRAME_MAX_BYTES, read.frameMaxBytes(), "no more than we send");
  }
}
