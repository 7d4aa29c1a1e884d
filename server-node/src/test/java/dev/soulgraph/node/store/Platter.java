package dev.soulgraph.node.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a disk was forced, and what was done to it since. Names are kept apart from contents. */
final class Platter {
  /** Something done to a disk. Files are told apart by numbers, for names change. */
  sealed interface Operation {}

  record Write(int file, int at, byte[] bytes) implements Operation {
    /** What of it lies in a range of its bytes. */
    Write part(int from, int to) {
      return new Write(file, at + from, Arrays.copyOfRange(bytes, from, to));
    }
  }

  record Truncation(int file, int size) implements Operation {}

  /** A file gets a name, and loses it where it had another; what was called so before is gone. */
  record Naming(int file, String name) implements Operation {}

  record Deletion(String name) implements Operation {}

  /** Makes all done to a file before last; not its name. */
  record Force(int file) implements Operation {}

  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Map<Integer, byte[]> forced = new LinkedHashMap<>();
  private final List<Operation> unforced = new ArrayList<>();

  Platter copy() {
    Platter copy = new Platter();
    copy.names.putAll(names);
    copy.forced.putAll(forced);
    copy.unforced.addAll(unforced);
    return copy;
  }

  static boolean isOfNames(Operation operation) {
    return operation instanceof Naming || operation instanceof Deletion;
  }

  List<Operation> unforced() {
    return unforced;
  }

  void did(Operation operation) {
    if (operation instanceof Force force) {
      List<Operation> done = new ArrayList<>();
      for (Operation each : unforced) {
        if (file(each) == force.file) {
          done.add(each);
        }
      }
      forced.put(force.file, after(forced.get(force.file), done));
      unforced.removeAll(done);
    } else {
      unforced.add(operation);
    }
  }

  /** Makes all names last. */
  void forceNames() {
    unforced.stream().filter(Platter::isOfNames).forEach(each -> apply(names, each));
    unforced.removeIf(Platter::isOfNames);
  }

  private static int file(Operation operation) {
    return operation instanceof Write write
        ? write.file
        : operation instanceof Truncation truncation ? truncation.file : -1;
  }

  /** The files that are found where just these have arrived of what wasn't forced. */
  Map<String, byte[]> with(List<Operation> arrived) {
    Map<String, Integer> found = new LinkedHashMap<>(names);
    arrived.stream().filter(Platter::isOfNames).forEach(each -> apply(found, each));
    Map<String, byte[]> files = new LinkedHashMap<>();
    found.forEach(
        (name, file) ->
            files.put(
                name,
                after(
                    forced.get(file),
                    arrived.stream().filter(each -> file(each) == file).toList())));
    return files;
  }

  static void apply(Map<String, Integer> names, Operation operation) {
    if (operation instanceof Naming naming) {
      names.values().removeIf(file -> file == naming.file);
      names.put(naming.name, naming.file);
    } else if (operation instanceof Deletion deletion) {
      names.remove(deletion.name);
    }
  }

  private static byte[] after(byte @Nullable [] image, List<Operation> operations) {
    byte[] bytes = image == null ? new byte[0] : image.clone();
    for (Operation each : operations) {
      if (each instanceof Write write) {
        bytes = write(bytes, write.at, write.bytes);
      } else if (each instanceof Truncation truncation && truncation.size < bytes.length) {
        bytes = Arrays.copyOf(bytes, truncation.size);
      }
    }
    return bytes;
  }

  private static byte[] write(byte[] image, int at, byte[] bytes) {
    int end = at + bytes.length;
    byte[] written = image.length < end ? Arrays.copyOf(image, end) : image;
    System.arraycopy(bytes, 0, written, at, bytes.length);
    return written;
  }
}
