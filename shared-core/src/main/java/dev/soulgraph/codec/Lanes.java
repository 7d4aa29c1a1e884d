package dev.soulgraph.codec;

/**
 * Four of SHA-256's compressions at once, where a platform has instructions for that: a memory of
 * words, and a unit that works on it. The memory begins with the 64 round constants. After them
 * come the eight words of state and the sixteen of the block, of each word all four lanes' side by
 * side.
 */
public interface Lanes {
  int COUNT = 4;
  int STATE = 64;
  int BLOCK = STATE + 8 * COUNT;

  /** What comes behind the block is the unit's own. */
  int WORDS = BLOCK + 64 * COUNT;

  void put(int place, int word);

  int get(int place);

  /** Compresses the blocks, and leaves the states that this gives. */
  void run();
}
