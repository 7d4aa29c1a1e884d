package dev.soulgraph.node.store;

import dev.soulgraph.clock.WallClock;
import dev.soulgraph.sync.Entropy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that keeps apart what was forced and what was only written, so that the power
 * can be cut at any moment and any part of the latter be lost. It holds what a store keeps through
 * H2; the folder itself, with its lock, is a real one.
 *
 * <pre>{@code
 * VolatileDisk disk = new VolatileDisk(folder);
 * MvStore store = disk.open("main", clock, entropy);
 * disk.cut(Loss.ANY_SECTORS, random); // the store fails from now on: close it, open another
 * }</pre>
 *
 * <p>For one thread.
 */
public final class VolatileDisk {
  static final String SCHEME = "volatile";

  private static final Map<String, VolatileDisk> DISKS = new ConcurrentHashMap<>();

  /** Hears of each operation before it is done, and may fail it. */
  interface Watcher {
    void before(Platter.Operation operation) throws IOException;
  }

  /** A file as whoever has it open sees it. */
  private static final class Contents {
    private byte[] bytes = new byte[0];
    private int size;
  }

  private final Path folder;
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final List<Contents> files = new ArrayList<>();
  private Platter platter = new Platter();
  private int powerCuts;
  private Watcher watcher = operation -> {};

  /**
   * @param folder a real one, of this disk's own, made where there is none
   */
  public VolatileDisk(Path folder) {
    this.folder = folder;
    FilePath.register(new VolatilePath());
    DISKS.put(key(folder), this);
  }

  private static String key(Path folder) {
    return folder.toAbsolutePath().toString().replace('\\', '/');
  }

  static VolatileDisk holding(String path) {
    VolatileDisk disk = DISKS.get(path.substring(0, path.lastIndexOf('/')));
    if (disk == null) {
      throw new IllegalArgumentException("no disk holds " + path);
    }
    return disk;
  }

  /** Opens the store that the disk holds, or makes one; one at a time. */
  public MvStore open(String network, WallClock clock, Entropy entropy) {
    MvStore store = MvStore.open(SCHEME + ":", folder, network, clock, entropy);
    platter.forceNames(); // as the store has done with the real folder
    return store;
  }

  /** Whoever has a file open can do nothing with it any more; what is left, the next one finds. */
  public void cut(Loss loss, Random random) {
    insert(loss.leave(platter, random));
  }

  /** Forgets the disk; to be called once its last store is closed. */
  public void remove() {
    powerCuts++;
    DISKS.remove(key(folder));
  }

  void watch(Watcher next) {
    watcher = next;
  }

  /** What is forced and what isn't, now. */
  Platter platter() {
    return platter.copy();
  }

  Set<String> names() {
    return names.keySet();
  }

  /** A file as it is now. */
  byte[] bytes(String name) {
    Contents contents = files.get(Objects.requireNonNull(names.get(name), name));
    return Arrays.copyOf(contents.bytes, contents.size);
  }

  /** The disk with these files on it, all of them forced. */
  void insert(Map<String, byte[]> found) {
    powerCuts++;
    names.clear();
    files.clear();
    platter = new Platter();
    found.forEach(
        (name, bytes) -> {
          int file = create(name);
          carry(new Platter.Write(file, 0, bytes));
          carry(new Platter.Force(file));
        });
    platter.forceNames();
  }

  private int create(String name) {
    files.add(new Contents());
    int file = files.size() - 1;
    carry(new Platter.Naming(file, name));
    return file;
  }

  int powerCuts() {
    return powerCuts;
  }

  @Nullable Integer find(String name) {
    return names.get(name);
  }

  int findOrCreate(String name) throws IOException {
    Integer found = names.get(name);
    if (found != null) {
      return found;
    }
    watcher.before(new Platter.Naming(files.size(), name));
    return create(name);
  }

  int size(int file) {
    return files.get(file).size;
  }

  int read(int file, int at, byte[] target) {
    Contents contents = files.get(file);
    int count = Math.min(target.length, contents.size - at);
    if (count > 0) {
      System.arraycopy(contents.bytes, at, target, 0, count);
    }
    return count;
  }

  void perform(Platter.Operation operation) throws IOException {
    watcher.before(operation);
    carry(operation);
  }

  private void carry(Platter.Operation operation) {
    platter.did(operation);
    Platter.apply(names, operation);
    if (operation instanceof Platter.Write write) {
      Contents contents = files.get(write.file());
      int end = write.at() + write.bytes().length;
      if (end > contents.bytes.length) {
        contents.bytes = Arrays.copyOf(contents.bytes, end + end / 2);
      }
      System.arraycopy(write.bytes(), 0, contents.bytes, write.at(), write.bytes().length);
      contents.size = Math.max(contents.size, end);
    } else if (operation instanceof Platter.Truncation truncation) {
      Contents contents = files.get(truncation.file());
      if (truncation.size() < contents.size) {
        Arrays.fill(contents.bytes, truncation.size(), contents.size, (byte) 0);
        contents.size = truncation.size();
      }
    }
  }
}
