package dev.soulgraph.node.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

/**
 * A file whose header always names a commit that is wholly on disk, and of which nothing has been
 * overwritten.
 *
 * <p>H2 by itself finds the last commit after a crash by looking for it: it follows guesses of
 * where the next chunk went and reads the file backwards. Where space is reused at once, as here,
 * that may end at a much older commit, or at none: the list of chunks in the last commit still
 * names some that were free, and have been overwritten since. So here a commit is settled in two
 * steps, each forced to disk, first its chunk, then the header; and space becomes free only once a
 * settled commit has ceased to name it.
 *
 * <p>What has been replaced can be wiped: pages within chunks that are still needed, and space that
 * is free. That overwrites no byte of the settled commit; it relies, as all who overwrite a part of
 * a disk's block do, on a power cut leaving the block's other bytes as they are.
 */
final class SettledFile extends SingleFileStore {
  private static final int BLOCK_BYTES = DeadPages.BLOCK_BYTES;

  /** H2's {@code Chunk.FOOTER_LENGTH}, which it keeps to itself. */
  private static final int FOOTER_BYTES = 128;

  /** A file with fewer holes isn't worth being moved together. */
  private static final int FULL_PERCENT = 95;

  private static final int ANY_PERCENT = 101;

  private final List<SFChunk> freed = new ArrayList<>();
  private final DeadPages dead = new DeadPages();

  /** Free space that may still hold something; each is a position and a length. */
  private final Deque<long[]> vacated = new ArrayDeque<>();

  private boolean headerMayBeWritten = true;
  private boolean mayShrink = true;

  /** What is to be written anew, if not what H2 chooses by itself. */
  private List<SFChunk> moving = List.of();

  /** The bytes that {@link #wipe} may still write. */
  private int left;

  SettledFile(Map<String, Object> config) {
    super(config);
  }

  /** From now on the header is written by {@link #settle} and at the end alone. */
  void opened() {
    headerMayBeWritten = false;
    mayShrink = false;
    long end = 2L * BLOCK_BYTES;
    List<SFChunk> chunks = new ArrayList<>(getChunks().values());
    chunks.sort(Comparator.comparingLong(chunk -> chunk.block));
    for (SFChunk chunk : chunks) {
      vacate(end, chunk.block * BLOCK_BYTES);
      end = (chunk.block + chunk.len) * BLOCK_BYTES;
    }
    vacate(end, size());
  }

  private void vacate(long from, long to) {
    if (from < to) {
      vacated.add(new long[] {from, to - from});
    }
  }

  @Override
  public @Nullable Collection<SFChunk> getRewriteCandidates() {
    return moving.isEmpty() ? super.getRewriteCandidates() : moving;
  }

  /**
   * Writes the chunks at the file's end anew, into a hole before them where they fit: with the next
   * settled commit the end is free. H2's own moving overwrites what the settled commit names.
   *
   * @return whether anything was written
   */
  boolean emptyEnd(MVStore store, int maxBytes) {
    moving = hasHoles() ? end(maxBytes) : List.of();
    try {
      return !moving.isEmpty() && store.compact(ANY_PERCENT, Integer.MAX_VALUE);
    } finally {
      moving = List.of();
    }
  }

  /** Whether moving what lives together is worth it. */
  boolean hasHoles() {
    return getFillRate() < FULL_PERCENT;
  }

  /** What all pages take that were written, the dead ones of living chunks too. */
  long chunkBytes() {
    return getChunks().values().stream().mapToLong(chunk -> chunk.maxLen).sum();
  }

  /**
   * The last chunks, as many as surely fit into the largest hole.
   *
   * @param maxBytes more than one have no more together
   */
  private List<SFChunk> end(int maxBytes) {
    List<SFChunk> chunks = new ArrayList<>(getChunks().values());
    chunks.sort(Comparator.comparingLong(chunk -> chunk.block));
    long hole = 0;
    long end = 2;
    for (SFChunk chunk : chunks) {
      int gap = (int) (chunk.block - end);
      hole = gap > hole && freeSpace.isFree(end * BLOCK_BYTES, gap * BLOCK_BYTES) ? gap : hole;
      end = chunk.block + chunk.len;
    }
    List<SFChunk> last = new ArrayList<>();
    long bytes = 0;
    for (int i = chunks.size() - 1; i >= 0; i--) {
      long live = chunks.get(i).maxLenLive;
      // The pages above those that move are written with them.
      bytes += live + live / 4 + 4 * BLOCK_BYTES;
      if (bytes > hole * BLOCK_BYTES || bytes > maxBytes && !last.isEmpty()) {
        break;
      }
      last.add(chunks.get(i));
    }
    return last;
  }

  /** Gives unused space at the file's end back; each time costs a force. */
  void shrink() {
    saveChunkLock.lock();
    try {
      super.shrinkStoreIfPossible(0);
    } finally {
      saveChunkLock.unlock();
    }
  }

  @Override
  protected void shrinkStoreIfPossible(int minPercent) {
    if (mayShrink) {
      super.shrinkStoreIfPossible(minPercent);
    }
  }

  /** Makes the last commit the one that a crash goes back to. */
  void settle() {
    sync();
    writeCleanShutdown();
    saveChunkLock.lock();
    try {
      super.freeChunkSpace(List.copyOf(freed));
      for (SFChunk chunk : freed) {
        vacate(chunk.block * BLOCK_BYTES, (chunk.block + chunk.len) * BLOCK_BYTES);
      }
      freed.clear();
    } finally {
      saveChunkLock.unlock();
    }
  }

  @Override
  protected void writeCleanShutdown() {
    saveChunkLock.lock();
    try {
      headerMayBeWritten = true;
      super.writeCleanShutdown();
    } finally {
      headerMayBeWritten = false;
      saveChunkLock.unlock();
    }
  }

  /** The header has no chunk. */
  @Override
  protected void writeFully(SFChunk chunk, long position, ByteBuffer bytes) {
    if (position > 0 || headerMayBeWritten) {
      clearRest(chunk, bytes);
      super.writeFully(chunk, position, bytes);
    }
  }

  /** H2 writes from a buffer that has served before: what lies behind the content is old. */
  private static void clearRest(@Nullable SFChunk chunk, ByteBuffer bytes) {
    int used = chunk == null ? 0 : DeadPages.usedBytes(chunk);
    if (chunk != null && used > 0 && bytes.remaining() == chunk.len * BLOCK_BYTES) {
      int end = bytes.limit() - FOOTER_BYTES;
      for (int i = bytes.position() + used; i < end; i++) {
        bytes.put(i, (byte) 0);
      }
    }
  }

  /**
   * Overwrites some of what the settled commit doesn't hold any more. Nothing may have changed
   * since {@link #settle}, and nobody else may use the file meanwhile.
   *
   * @return whether there is more of it
   */
  boolean wipe(int maxBytes) {
    saveChunkLock.lock();
    try {
      left = maxBytes;
      while (left > 0 && !vacated.isEmpty()) {
        wipeFree(vacated.remove());
      }
      dead.retain(getChunks());
      boolean more = !vacated.isEmpty();
      for (SFChunk chunk : getChunks().values()) {
        if (dead.mayHold(chunk)) {
          if (left <= 0) {
            more = true;
            break;
          }
          dead.wipe(chunk, this::readFully, this::zero);
        }
      }
      if (left < maxBytes) {
        sync();
      }
      return more;
    } finally {
      saveChunkLock.unlock();
    }
  }

  /** Wipes an extent but for blocks that are in use again. */
  private void wipeFree(long[] extent) {
    long end = Math.min(extent[0] + extent[1], size());
    for (long at = extent[0]; at < end; at += BLOCK_BYTES) {
      if (left <= 0) {
        vacate(at, end);
        return;
      }
      if (freeSpace.isFree(at, BLOCK_BYTES)) {
        zero(at, BLOCK_BYTES);
      }
    }
  }

  private void zero(long position, int bytes) {
    int length = (int) Math.min(bytes, size() - position);
    if (length > 0) {
      super.writeFully(null, position, ByteBuffer.allocate(length));
      left -= length;
    }
  }

  @Override
  protected void freeChunkSpace(Iterable<SFChunk> chunks) {
    chunks.forEach(freed::add);
  }
}
