package dev.soulgraph.node.store;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.h2.store.fs.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file and when it is written: only by {@link #force} and {@link #compact}, so that what it
 * holds is always between two merges.
 */
final class MvFile {
  private static final Logger LOG = LoggerFactory.getLogger(MvFile.class);

  /** Beside the parts of the catch-up that is read just now, mostly the index. */
  private static final int CACHE_MB = 32;

  /** Below this share of live data the file is worth the work of being written anew. */
  private static final int FILL_PERCENT = 95;

  /** A few pages never get fuller, however often they are written anew. */
  private static final int COMPACT_MIN_BYTES = 256 << 10;

  /** What one step of compaction writes: a writer that comes meanwhile waits some ms. */
  private static final int STEP_BYTES = 1 << 20;

  /** Ends what doesn't come to an end by itself: so often may a file be written anew, and some. */
  private static final int STEPS_A_REWRITE = 4;

  private static final int STEPS_MIN = 16;

  /** A file up to here is written anew in about a second, which a stop may take. */
  private static final int REWRITE_MAX_BYTES = 64 << 20;

  /** Ends the name of a file that was never forced as a whole. */
  static final String BEGUN = ".begun";

  /** A chunk without live pages is let go by a later commit than the one that has emptied it. */
  private static final int COMMITS_UNTIL_FREE = 2;

  private final MVStore store;
  private final SettledFile file;
  private long settledVersion = -1;

  /** What {@link #compact} has left behind. */
  private long compactVersion = -1;

  /** How often it may still be tried before something else has been written. */
  private int stepsLeft;

  /** Whether writing sparse chunks anew has ceased to help. */
  private boolean dense;

  /** Whether commits were made for nothing but to let chunks grow old. */
  private boolean aged;

  private MvFile(MVStore store, SettledFile file) {
    this.store = store;
    this.file = file;
  }

  /**
   * Makes the file where there is none. It gets its name only once all that {@code fill} has put
   * into it is forced, so a first start that is cut off leaves none of that name, and is begun
   * anew: nobody can have been told that anything is kept. A file of that name that can't be read
   * may hold what was acknowledged, even if it is empty now, and is refused.
   *
   * @param name as H2 names files, which may begin with a file system's scheme
   * @throws SoulgraphException {@code data-unreadable}
   */
  static void begin(String name, Path shown, Consumer<Tables> fill) {
    MVStoreTool.compactCleanUp(name);
    String begun = name + BEGUN;
    FileUtils.delete(begun);
    if (FileUtils.exists(name)) {
      return;
    }
    MvFile file = open(begun, shown);
    try {
      fill.accept(file.tables());
      file.commit();
      file.force();
    } finally {
      file.abandon();
    }
    FileUtils.moveAtomicReplace(begun, name);
  }

  /**
   * @param name as H2 names files, which may begin with a file system's scheme
   * @throws SoulgraphException {@code data-in-use}, {@code data-too-new}, {@code data-unreadable}
   */
  static MvFile open(String name, Path shown) {
    SettledFile file = new SettledFile(Map.of("cacheSize", CACHE_MB));
    MVStore store;
    try {
      // What a rewriting that was cut short has left: nothing that is needed, though it may be what
      // has been erased since.
      MVStoreTool.compactCleanUp(name);
      if (FileUtils.exists(name) && FileUtils.size(name) == 0) {
        throw new IllegalStateException("the file is empty");
      }
      file.open(name, false, null);
      // Both are needed against commits of H2's own accord, in the middle of a merge.
      store =
          new MVStore.Builder()
              .adoptFileStore(file)
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .compress()
              .open();
      file.opened();
    } catch (MVStoreException e) {
      throw switch (e.getErrorCode()) {
        case DataUtils.ERROR_FILE_LOCKED ->
            new SoulgraphException(
                Code.DATA_IN_USE, "a data folder serves one node at a time", shown.toString(), e);
        case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
            new SoulgraphException(
                Code.DATA_TOO_NEW,
                "a data folder is opened by the release that wrote it, or a newer one",
                shown.toString(),
                e);
        default -> DataFolder.unreadable(shown, e);
      };
    } catch (RuntimeException e) {
      throw DataFolder.unreadable(shown, e);
    }
    if (store.isReadOnly()) {
      store.closeImmediately();
      throw new SoulgraphException(
          Code.DATA_UNREADABLE, "this user may write to the data folder", shown.toString());
    }
    // Safe because readers and commits exclude each other, and because of what a settled file does.
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    return new MvFile(store, file);
  }

  Tables tables() {
    return new Tables(store);
  }

  /** Hands the changes to the operating system; {@link #force} makes them last. */
  void commit() {
    store.commit();
  }

  void force() {
    long version = store.getCurrentVersion();
    if (version != settledVersion) {
      file.settle();
      settledVersion = version;
    }
  }

  long bytes() {
    return file.size();
  }

  /**
   * Writes some of what lives anew, so that space becomes free; returns whether there is more. What
   * hasn't helped isn't tried again before something else has been written.
   */
  boolean compact() {
    if (store.getCurrentVersion() != compactVersion) {
      dense = false;
      aged = false;
      stepsLeft = STEPS_MIN + (int) (STEPS_A_REWRITE * bytes() / STEP_BYTES);
    }
    if (bytes() <= COMPACT_MIN_BYTES || stepsLeft == 0) {
      return false;
    }
    stepsLeft--;
    long written = file.chunkBytes();
    long size = bytes();
    boolean sparse = !dense && file.getChunksFillRate() < FILL_PERCENT;
    if (sparse ? store.compact(FILL_PERCENT, STEP_BYTES) : file.emptyEnd(store, STEP_BYTES)) {
      settleRewritten();
    } else if (!sparse && file.hasHoles() && !aged) {
      // The last two chunks aren't written anew: they grow old by commits.
      settleRewritten();
      aged = true;
      compactVersion = store.getCurrentVersion();
      return true;
    }
    boolean better = sparse ? file.chunkBytes() < written : bytes() < size;
    dense = sparse && !better;
    aged &= !better;
    if (!sparse && !better) {
      stepsLeft = 0;
    }
    compactVersion = store.getCurrentVersion();
    return stepsLeft > 0;
  }

  private void settleRewritten() {
    commit();
    for (int i = 0; i < COMMITS_UNTIL_FREE; i++) {
      // A change that costs nothing, for a commit without any isn't made.
      store.setStoreVersion(store.getStoreVersion());
      commit();
    }
    force();
    file.shrink();
  }

  /**
   * Overwrites some of what has been replaced or taken out; returns whether there is more. Nobody
   * else may use the store meanwhile.
   */
  boolean wipe() {
    if (store.hasUnsavedChanges()) {
      commit();
    }
    force();
    return file.wipe(STEP_BYTES);
  }

  /**
   * @param wipe whether to leave nothing of what was beaten, also not in unused space, which only
   *     writing the file anew can do; a large one keeps it until the space is used again
   */
  void close(boolean wipe) {
    try {
      store.close(wipe && bytes() <= REWRITE_MAX_BYTES ? -1 : 0);
    } catch (RuntimeException e) {
      // All of it is settled already; what didn't fit on the disk was the second copy.
      LOG.warn("The data folder was not tidied: {}", e.getMessage());
    }
  }

  void abandon() {
    store.closeImmediately();
  }

  static SoulgraphException failed(MVStoreException e) {
    return new SoulgraphException(
        Code.STORAGE_FAILED, "the data folder takes and gives back data", e.getMessage() + "", e);
  }

  static void fail(MVStoreException e) {
    throw failed(e);
  }
}
