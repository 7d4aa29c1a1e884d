package dev.soulgraph.simulation;

import dev.soulgraph.graph.Hex;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happened, in virtual time: some of it as lines, all of it in the digest. */
final class Trace {
  private static final int LINES_MAX = 20_000;
  private static final int DIGEST_BYTES = 16;

  private final Timeline timeline;
  private final String shownFrames;
  private final List<String> lines = new ArrayList<>();
  private final MessageDigest digest;
  private final long[] framesOfType = new long[256];
  private long frames;
  private long bytes;

  /**
   * @param shownFrames a way, as {@code n0>b1}, whose frames become lines too; empty for none
   */
  Trace(Timeline timeline, String shownFrames) {
    this.timeline = timeline;
    this.shownFrames = shownFrames;
    digest = sha256();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String time(long elapsedMs) {
    return (elapsedMs / 60_000)
        + ":"
        + two(elapsedMs / 1000 % 60)
        + "."
        + (1000 + elapsedMs % 1000 + "").substring(1);
  }

  private static String two(long number) {
    return (100 + number + "").substring(1);
  }

  void note(String what) {
    String line = time(timeline.elapsedMs()) + " " + what;
    if (lines.size() < LINES_MAX) {
      lines.add(line);
    }
    digest.update(line.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame that has arrived. */
  void frame(String where, byte[] frame) {
    frames++;
    framesOfType[frame.length < 2 ? 255 : frame[1] & 255]++;
    bytes += frame.length;
    digest.update((timeline.elapsedMs() + where).getBytes(StandardCharsets.UTF_8));
    digest.update(frame);
    if (where.equals(shownFrames) && lines.size() < LINES_MAX) {
      lines.add(time(timeline.elapsedMs()) + "   " + where + " " + FrameText.of(frame));
    }
  }

  void digest(byte[] some) {
    digest.update(some);
  }

  /** Ends the digest. */
  String hex() {
    return Hex.encode(digest.digest()).substring(0, 2 * DIGEST_BYTES);
  }

  List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** How many frames of a type have arrived. */
  long framesOfType(int type) {
    return framesOfType[type];
  }

  String traffic() {
    return frames + " frames of " + bytes + " bytes";
  }
}
