package dev.soulgraph.graph;

/**
 * Where a change's value is had from: bytes that were checked as they arrived and are read when
 * somebody asks. Of most values that a replica holds nobody ever does.
 */
public interface ValueSource {
  /** The value that lies at a place of this source. */
  Value at(int place);
}
