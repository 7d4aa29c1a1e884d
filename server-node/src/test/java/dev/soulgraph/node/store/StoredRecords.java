package dev.soulgraph.node.store;

import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.storage.Commits;

/** Reads single records of the store's file, for who makes them up. */
public final class StoredRecords {
  private StoredRecords() {}

  public static void log(byte[] record) {
    Records.Logged logged = Records.logged(record);
    new ChangeCodec().id(logged.change(Commits.author(1)));
    logged.indexKey();
  }

  public static void seal(byte[] record) {
    Records.seal(record).identity();
  }
}
