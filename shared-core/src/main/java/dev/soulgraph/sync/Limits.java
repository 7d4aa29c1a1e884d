package dev.soulgraph.sync;

/** The bounds of a session, each with its reason. */
public final class Limits {
  /** A commit merges in one step up to here; beyond, frame by frame. */
  public static final int COMMIT_STEP_BYTES = 4 << 20;

  /** In catch-up a node keeps no more changes of a commit together: a writer waits meanwhile. */
  public static final int COMMIT_STEP_CHANGES = 100_000;

  /** A receiver that lets so much pile up is behind: it catches up again once it has drained. */
  public static final int OUTBOUND_MAX_BYTES = 8 << 20;

  /** A receiver that lets even answers pile up, which can't be caught up with, is cut off. */
  public static final int OUTBOUND_HARD_MAX_BYTES = 2 * OUTBOUND_MAX_BYTES;

  /** Catching up goes on when the pipe has drained to here: it stays full, memory stays small. */
  public static final int OUTBOUND_LOW_BYTES = 1 << 20;

  /** Each open scope costs a node some hundred bytes. */
  public static final int SCOPES_MAX = 4096;

  /** What a piece of catching up weighs: large enough to amortise, small enough to interleave. */
  public static final int PIECE_BYTES = 256 << 10;

  /** So much a client sends ahead of its acknowledgements. */
  public static final int WINDOW_BYTES = 2 << 20;

  /** A message of reconciling: the larger, the fewer rounds for what differs in many places. */
  public static final int RECONCILE_BYTES = 512 << 10;

  /** Nodes that follow each other compare what they have so often: about 200 bytes. */
  public static final long CHECK_EVERY_MS = 600_000;

  /** A space's erases are never dropped; one of a prefix stands for many. */
  public static final int ERASES_MAX = 10_000;

  /** Two replicas whose policies differ would exchange the same changes again and again. */
  public static final long DIVERGED_PAUSE_MS = 3_600_000;

  /** Some 2 KB each at most, in a node's memory. */
  public static final int PRESENT_MAX = 10_000;

  /** Of one connection, those who have left within {@code Presence.LIFE_MS} among them. */
  public static final int PRESENT_OF_CLIENT_MAX = 256;

  /** Of a connection with a node, through which many may be heard. */
  public static final int PRESENT_OF_NODE_MAX = PRESENT_MAX / 2;

  /** A pointer that moves says so ten times a second; what comes above is passed over. */
  public static final int PRESENCE_OF_CLIENT_PER_SECOND = 100;

  /** The same for what another node hands on. */
  public static final int PRESENCE_OF_NODE_PER_SECOND = 2_000;

  /** To a receiver for whom so much waits nothing is said of who is where: it would come late. */
  public static final int PRESENCE_QUEUED_MAX_BYTES = 256 << 10;

  /** Those whom a replica notices at the souls that it attends to. */
  public static final int PRESENT_SEEN_MAX = 1_000;

  /** Scopes of stores remembered as such: one that is forgotten is compared once more. */
  public static final int DIVERGED_MAX = 1000;

  /** What one peer has asked to be read and not been sent: each costs a node some hundred bytes. */
  static final int TURNS_MAX = 2 * SCOPES_MAX;

  /** The questions themselves, which are kept until they are answered. */
  public static final int TURNS_MAX_BYTES = 16 << 20;

  /** Room for a frame's head beside its part. */
  static final int FRAME_HEAD_BYTES = 64;

  private Limits() {}
}
