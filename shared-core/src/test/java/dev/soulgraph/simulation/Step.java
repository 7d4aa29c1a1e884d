package dev.soulgraph.simulation;

/**
 * One thing that happens to a world from outside. Its numbers are taken modulo what there is, so
 * that it can be left out, or done where others were left out, without further ado.
 *
 * @param number its place in the seed's plan, from 1 on
 * @param detail chance for all that the action has to choose
 */
record Step(int number, long atMs, Action action, int who, int other, int detail) {
  /** What can happen. */
  enum Action {
    WRITE,
    TIE,
    ERASE,
    EXPIRING,
    LARGE,
    OPEN_SCOPE,
    CLOSE_SCOPE,
    OPEN_TAB,
    CLOSE_TAB,
    CRASH_TAB,
    OFFLINE,
    CUT,
    PARTITION,
    STALL,
    STALL_ONE_WAY,
    SLOW_READER,
    RUIN,
    HOLD_DISK,
    STOP_NODE,
    POWER_CUT,
    FILL_DISK,
    BACK_UP,
    RESTORE,
    WIPE,
    FAIL_STORAGE,
    EVICT,
    TEAR,
    JUMP_CLOCK,
    DRIFT_CLOCK,
    FREEZE_CLOCK,
    HOSTILE
  }

  @Override
  public String toString() {
    return number
        + " "
        + action.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        + " "
        + who
        + " "
        + other
        + " "
        + Integer.toHexString(detail);
  }
}
