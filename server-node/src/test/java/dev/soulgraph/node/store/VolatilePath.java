package dev.soulgraph.node.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/** How H2 reaches a {@link VolatileDisk}; it does what a store asks of it, and no more. */
final class VolatilePath extends FilePath {
  @Override
  public String getScheme() {
    return VolatileDisk.SCHEME;
  }

  @Override
  public FilePath getPath(String path) {
    VolatilePath found = new VolatilePath();
    found.name = path.replace('\\', '/');
    return found;
  }

  /** On its disk. */
  private String plain() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private VolatileDisk disk() {
    return VolatileDisk.holding(name.substring(VolatileDisk.SCHEME.length() + 1));
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(disk(), disk().findOrCreate(plain()));
  }

  @Override
  public long size() {
    Integer file = disk().find(plain());
    return file == null ? 0 : disk().size(file);
  }

  @Override
  public boolean exists() {
    return disk().find(plain()) != null;
  }

  @Override
  public void delete() {
    if (exists()) {
      perform(new Platter.Deletion(plain()));
    }
  }

  @Override
  public void moveTo(FilePath other, boolean atomic) {
    Integer file = disk().find(plain());
    if (file == null || !atomic) {
      throw new UnsupportedOperationException();
    }
    perform(new Platter.Naming(file, ((VolatilePath) other).plain()));
  }

  private void perform(Platter.Operation operation) {
    try {
      disk().perform(operation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public @Nullable FilePath getParent() {
    return null;
  }

  @Override
  public FilePath toRealPath() {
    return this;
  }

  @Override
  public boolean isAbsolute() {
    return true;
  }

  @Override
  public boolean isDirectory() {
    return false;
  }

  @Override
  public boolean isRegularFile() {
    return true;
  }

  @Override
  public boolean createFile() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<FilePath> newDirectoryStream() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long lastModified() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean setReadOnly() {
    throw new UnsupportedOperationException();
  }

  private static final class Channel extends FileBaseDefault {
    private final VolatileDisk disk;
    private final int file;
    private final int opened;

    Channel(VolatileDisk disk, int file) {
      this.disk = disk;
      this.file = file;
      opened = disk.powerCuts();
    }

    private void checkPower() throws IOException {
      if (disk.powerCuts() != opened) {
        throw new IOException("the power has been cut");
      }
    }

    @Override
    public long size() throws IOException {
      checkPower();
      return disk.size(file);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      checkPower();
      byte[] bytes = new byte[target.remaining()];
      int count = disk.read(file, Math.toIntExact(position), bytes);
      if (count <= 0) {
        return -1;
      }
      target.put(bytes, 0, count);
      return count;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      checkPower();
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      disk.perform(new Platter.Write(file, Math.toIntExact(position), bytes));
      return bytes.length;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      checkPower();
      disk.perform(new Platter.Truncation(file, Math.toIntExact(size)));
    }

    @Override
    public void force(boolean metaData) throws IOException {
      checkPower();
      disk.perform(new Platter.Force(file));
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      return new FileLock(this, position, size, shared) {
        @Override
        public boolean isValid() {
          return true;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    protected void implCloseChannel() {}
  }
}
