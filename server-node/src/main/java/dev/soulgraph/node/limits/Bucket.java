package dev.soulgraph.node.limits;

/**
 * A token bucket that may be overdrawn: what has come can't be sent back, so its excess is a debt,
 * and whoever brought it waits until that is paid. Holds ten seconds' worth. Not thread-safe.
 */
final class Bucket {
  static final int SECONDS = 10;
  private static final double NANOS = 1e9;

  private double tokens;
  private long atNanos;
  private boolean begun;

  /**
   * @param rate per second; read at each call, for it may be set anew
   * @return the nanoseconds until the debt is paid; 0 without one
   */
  long take(double amount, long rate, long nowNanos) {
    double capacity = (double) rate * SECONDS;
    tokens = begun ? Math.min(capacity, tokens + (nowNanos - atNanos) / NANOS * rate) : capacity;
    begun = true;
    atNanos = nowNanos;
    tokens -= amount;
    return tokens >= 0 ? 0 : (long) (-tokens / rate * NANOS);
  }

  /** Whether nothing is lost when it is forgotten. */
  boolean isFull(long rate, long nowNanos) {
    return !begun || tokens + (nowNanos - atNanos) / NANOS * rate >= (double) rate * SECONDS;
  }
}
