package dev.soulgraph.clock;

/** This machine's idea of the time, in milliseconds since 1970. */
@FunctionalInterface
public interface WallClock {
  long nowMs();
}
