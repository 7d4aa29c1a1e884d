package dev.soulgraph.node.limits;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts what comes, by connection, address, author and space. Thread-safe. */
public final class Limiter {
  /** The buckets of one connection, address, author or space. */
  private static final class Buckets {
    private final Map<Limit, Bucket> byLimit = new EnumMap<>(Limit.class);

    long take(Limit limit, double amount, Rules rules, long now) {
      Bucket bucket = byLimit.computeIfAbsent(limit, each -> new Bucket());
      return bucket.take(amount, rules.get(limit), now);
    }
  }

  private final Supplier<Rules> rules;
  private final LongSupplier nanos;
  private final Map<String, Integer> connections = new HashMap<>();
  private final Recent<Buckets> addresses = new Recent<>(Buckets::new);
  private final Recent<Buckets> authors = new Recent<>(Buckets::new);
  private final Recent<Buckets> spaces = new Recent<>(Buckets::new);

  /**
   * @param rules asked each time, for they may be read anew
   * @param nanos a clock that only moves forward
   */
  public Limiter(Supplier<Rules> rules, LongSupplier nanos) {
    this.rules = rules;
    this.nanos = nanos;
  }

  /**
   * Somebody has connected.
   *
   * @throws SoulgraphException {@code denied}, {@code rate-limit}
   */
  public synchronized Visit enter(Address address) {
    Rules now = rules.get();
    if (!now.admitsAddress(address)) {
      throw new SoulgraphException(
          Code.DENIED, "this node serves other addresses", address.toString());
    }
    String counted = address.counted();
    if (!address.isLocal()) {
      Buckets buckets = buckets(addresses, counted, now);
      long time = nanos.getAsLong();
      long max = now.get(Limit.ADDRESS_CONNECTIONS);
      if (connections.getOrDefault(counted, 0) >= max) {
        throw tooMuch("an address has at most " + max + " connections", address.toString());
      }
      if (buckets.take(Limit.ADDRESS_CONNECTS_PER_SECOND, 1, now, time) > 0
          || buckets.take(Limit.ADDRESS_BAD_SEALS_PER_SECOND, 0, now, time) > 0) {
        throw tooMuch("an address connects less often, and brings seals that hold", address + "");
      }
    }
    connections.merge(counted, 1, Integer::sum);
    return new Visit(address, counted);
  }

  private static Buckets buckets(Recent<Buckets> table, String key, Rules rules) {
    return table.get(key, rules.get(Limit.TABLE_ENTRIES));
  }

  private static SoulgraphException tooMuch(String rule, String value) {
    return new SoulgraphException(Code.RATE_LIMIT, rule, value);
  }

  /** How many entries the tables have; for tests and the status. */
  public synchronized Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("addresses", addresses.size());
    sizes.put("authors", authors.size());
    sizes.put("spaces", spaces.size());
    return sizes;
  }

  /** One connection, from its beginning to its end. */
  public final class Visit {
    private final Address address;
    private final String counted;
    private final Buckets own = new Buckets();
    private boolean left;

    private Visit(Address address, String counted) {
      this.address = address;
      this.counted = counted;
    }

    public Address address() {
      return address;
    }

    /**
     * Something has come.
     *
     * @return the nanoseconds to wait before more is read
     */
    public long bytes(int bytes, int frames, int questions) {
      synchronized (Limiter.this) {
        long wait = take(Limit.CONNECTION_BYTES_PER_SECOND, bytes);
        wait = Math.max(wait, take(Limit.CONNECTION_FRAMES_PER_SECOND, frames));
        wait = Math.max(wait, take(Limit.CONNECTION_QUESTIONS_PER_SECOND, questions));
        wait = Math.max(wait, ofAddress(Limit.ADDRESS_BYTES_PER_SECOND, bytes));
        return Math.max(wait, ofAddress(Limit.ADDRESS_FRAMES_PER_SECOND, frames));
      }
    }

    /**
     * Changes have come.
     *
     * @param bytes of the frame
     * @return as {@link #bytes}
     */
    public long changes(Part part, int bytes) {
      synchronized (Limiter.this) {
        Rules now = rules.get();
        int changes = part.leaves().length;
        long time = nanos.getAsLong();
        String author = part.seal().author().text();
        long wait = authors.contains(author) ? 0 : newAuthor();
        Buckets ofAuthor = buckets(authors, author, now);
        wait = Math.max(wait, take(Limit.CONNECTION_CHANGES_PER_SECOND, changes));
        wait = Math.max(wait, ofAddress(Limit.ADDRESS_CHANGES_PER_SECOND, changes));
        wait = Math.max(wait, ofAuthor.take(Limit.AUTHOR_CHANGES_PER_SECOND, changes, now, time));
        wait = Math.max(wait, ofAuthor.take(Limit.AUTHOR_BYTES_PER_SECOND, bytes, now, time));
        for (Map.Entry<String, Integer> space : spacesOf(part).entrySet()) {
          Buckets ofSpace = buckets(spaces, space.getKey(), now);
          int count = space.getValue();
          double share = (double) bytes * count / changes;
          wait = Math.max(wait, ofSpace.take(Limit.SPACE_CHANGES_PER_SECOND, count, now, time));
          wait = Math.max(wait, ofSpace.take(Limit.SPACE_BYTES_PER_SECOND, share, now, time));
        }
        return wait;
      }
    }

    private long newAuthor() {
      long wait = take(Limit.CONNECTION_AUTHORS_PER_SECOND, 1);
      return Math.max(wait, ofAddress(Limit.ADDRESS_AUTHORS_PER_SECOND, 1));
    }

    /**
     * A seal didn't hold.
     *
     * @throws SoulgraphException {@code rate-limit} where it is one too many
     */
    public void badSeal() {
      synchronized (Limiter.this) {
        long debt = take(Limit.CONNECTION_BAD_SEALS_PER_SECOND, 1);
        if (debt + ofAddress(Limit.ADDRESS_BAD_SEALS_PER_SECOND, 1) > 0) {
          throw tooMuch("seals hold", address.toString());
        }
      }
    }

    private long take(Limit limit, double amount) {
      return own.take(limit, amount, rules.get(), nanos.getAsLong());
    }

    private long ofAddress(Limit limit, double amount) {
      Rules now = rules.get();
      return address.isLocal()
          ? 0
          : buckets(addresses, counted, now).take(limit, amount, now, nanos.getAsLong());
    }

    /** The connection has ended; once counts. */
    public void leave() {
      synchronized (Limiter.this) {
        if (!left) {
          left = true;
          connections.computeIfPresent(counted, (key, count) -> count > 1 ? count - 1 : null);
        }
      }
    }
  }

  private static Map<String, Integer> spacesOf(Part part) {
    Map<String, Integer> counts = new HashMap<>();
    for (Leaf leaf : part.leaves()) {
      Change change = leaf.change();
      if (change != null) {
        counts.merge(change.soul().firstSegment(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
