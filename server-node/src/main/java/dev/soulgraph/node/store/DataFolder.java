package dev.soulgraph.node.store;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A node's folder, held by one process at a time. The lock goes with the process, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK_FILE = "lock";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if there is none, and locks it.
   *
   * @throws SoulgraphException {@code data-in-use}, {@code data-unreadable}
   */
  static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new SoulgraphException(
            Code.DATA_IN_USE,
            "a data folder serves one node at a time: stop the other, or choose another --data",
            path.toString());
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Null when another process, or another store of this one, has it. */
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  static SoulgraphException unreadable(Path path, Exception cause) {
    return new SoulgraphException(
        Code.DATA_UNREADABLE,
        "a data folder is a folder that this user may read and write, with files that a node wrote"
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
        path.toString(),
        cause);
  }

  /** Makes the names of new files outlive a power cut, where the system can. */
  void forceNames() {
    for (Path folder = path.toAbsolutePath(); folder != null; folder = parentIfNew(folder)) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      } catch (IOException e) {
        return; // not every system opens a folder; there it keeps names by itself
      }
    }
  }

  /** The folder itself may be new too; what lies above it is somebody else's. */
  private @Nullable Path parentIfNew(Path folder) {
    return folder.equals(path.toAbsolutePath()) ? folder.getParent() : null;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
