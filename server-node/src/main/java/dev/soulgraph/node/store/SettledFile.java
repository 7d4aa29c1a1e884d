package dev.soulgraph.node.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

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
 */
final class SettledFile extends SingleFileStore {
  private final List<SFChunk> freed = new ArrayList<>();
  private boolean headerMayBeWritten = true;
  private boolean mayShrink = true;

  SettledFile(Map<String, Object> config) {
    super(config);
  }

  /** From now on the header is written by {@link #settle} and at the end alone. */
  void opened() {
    headerMayBeWritten = false;
    mayShrink = false;
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
      super.writeFully(chunk, position, bytes);
    }
  }

  @Override
  protected void freeChunkSpace(Iterable<SFChunk> chunks) {
    chunks.forEach(freed::add);
  }
}
