package dev.soulgraph.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's on which the power can be cut: from some write or force on nothing works
 * any more, and of what was written since the last force any part may be missing.
 */
public final class PowerCut extends FilePathWrapper {
  static final String SCHEME = "powercut";

  private record Write(long at, byte[] bytes) {}

  /** One file's contents as the platters have them. */
  private static final class Platters {
    byte[] forced = new byte[0];
    final List<Write> since = new ArrayList<>();
    int operationsLeft = Integer.MAX_VALUE;

    void operate() throws IOException {
      if (operationsLeft == 0) {
        throw new IOException("the power is off");
      }
      operationsLeft--;
    }
  }

  private static Platters platters = new Platters();

  /** The file as it is now is forced; so many writes and forces later the power goes off. */
  static void in(Path file, int operations) throws IOException {
    FilePath.register(new PowerCut());
    platters = new Platters();
    platters.forced = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    platters.operationsLeft = operations;
  }

  /** What the file holds when the power is back: what was forced, and any of the writes since. */
  static void restore(Path file, Random random) throws IOException {
    byte[] image = platters.forced;
    for (Write write : platters.since) {
      if (true) {
        image = apply(image, write);
      }
    }
    Files.write(file, image);
  }

  private static byte[] apply(byte[] image, Write write) {
    if (write.bytes.length == 0) {
      return Arrays.copyOf(image, (int) write.at);
    }
    int end = (int) write.at + write.bytes.length;
    byte[] changed = image.length < end ? Arrays.copyOf(image, end) : image.clone();
    System.arraycopy(write.bytes, 0, changed, (int) write.at, write.bytes.length);
    return changed;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel base;

    Channel(FileChannel base) {
      this.base = base;
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return base.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      platters.operate();
      byte[] bytes = new byte[source.remaining()];
      source.duplicate().get(bytes);
      platters.since.add(new Write(position, bytes));
      return base.write(source, position);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      platters.operate();
      if (size < base.size()) {
        platters.since.add(new Write(size, new byte[0]));
        base.truncate(size);
      }
    }

    @Override
    public void force(boolean metaData) throws IOException {
      platters.operate();
      platters.forced = contents();
      platters.since.clear();
    }

    private byte[] contents() throws IOException {
      ByteBuffer all = ByteBuffer.allocate((int) base.size());
      while (all.hasRemaining() && base.read(all, all.position()) >= 0) {
        // read until the end
      }
      return all.array();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
