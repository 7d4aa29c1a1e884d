package dev.soulgraph.node.limits;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every bound that an operator may set, with its default and the reason for it. Rates are those of
 * buckets that hold ten seconds' worth. Excess of a rate waits in the sender: the node reads on
 * when its time has come. Where that can't be, it is refused by name.
 */
public enum Limit {
  CONNECTIONS(10_000, "each costs some ten kilobytes; more is a flood, or time for a second node"),
  ADDRESS_CONNECTIONS(200, "a household or an office behind one address; not this machine's own"),
  ADDRESS_CONNECTS_PER_SECOND(50, "each costs a handshake; a page that reloads makes a few"),
  HELLO_SECONDS(10, "from connecting to the first frame: whoever says nothing wants nothing"),
  MESSAGE_SECONDS(120, "for one message to come whole: a megabyte at nine kilobytes a second"),
  SILENCE_SECONDS(65, "three pings unanswered: the other end is gone and didn't say so"),
  CONNECTION_BYTES_PER_SECOND(64L << 20, "more than a node stores; a slower figure saves a line"),
  CONNECTION_FRAMES_PER_SECOND(100_000, "more signatures than a machine verifies"),
  CONNECTION_CHANGES_PER_SECOND(1_000_000, "more than a node merges"),
  CONNECTION_QUESTIONS_PER_SECOND(200, "comparing and fetching read the store: 512 KiB each"),
  CONNECTION_BAD_SEALS_PER_SECOND(2, "an honest client has none; then the connection ends"),
  CONNECTION_AUTHORS_PER_SECOND(1_000, "a new author's key costs 80 µs to check"),
  ADDRESS_BYTES_PER_SECOND(256L << 20, "several connections' worth"),
  ADDRESS_FRAMES_PER_SECOND(400_000, "several connections' worth"),
  ADDRESS_CHANGES_PER_SECOND(4_000_000, "several connections' worth"),
  ADDRESS_BAD_SEALS_PER_SECOND(10, "then connections of this address end, and new ones with them"),
  ADDRESS_AUTHORS_PER_SECOND(2_000, "keys are made at no cost: this bounds what they cost here"),
  AUTHOR_CHANGES_PER_SECOND(1_000_000, "over all its connections"),
  AUTHOR_BYTES_PER_SECOND(64L << 20, "over all its connections"),
  SPACE_CHANGES_PER_SECOND(4_000_000, "over all authors, who may be one"),
  SPACE_BYTES_PER_SECOND(256L << 20, "over all authors, who may be one"),
  AUTHOR_STORED_BYTES(0, "0 is no bound: only the operator knows what the disk is for"),
  SPACE_STORED_BYTES(0, "0 is no bound: only the operator knows what the disk is for"),
  PROOF_OF_WORK_BITS(
      0, "0 asks for none; 16 is some hundredths of a second, 20 a second in a page"),
  TABLE_ENTRIES(20_000, "addresses, authors and spaces remembered; one that is forgotten is new");

  private final long standard;
  private final String reason;

  Limit(long standard, String reason) {
    this.standard = standard;
    this.reason = reason;
  }

  /** What holds where nothing is set. */
  public long standard() {
    return standard;
  }

  public String reason() {
    return reason;
  }

  /** As it is written in a file: {@code address-connections}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The highest value that makes sense. */
  long max() {
    return this == PROOF_OF_WORK_BITS ? 24 : Long.MAX_VALUE / 1_000_000;
  }

  /** Whether zero means that there is none of it to keep to. */
  boolean mayBeZero() {
    return standard == 0;
  }

  static @Nullable Limit of(String text) {
    for (Limit limit : values()) {
      if (limit.text().equals(text)) {
        return limit;
      }
    }
    return null;
  }
}
