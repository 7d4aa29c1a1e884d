package dev.soulgraph.node;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.Value;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Work;
import dev.soulgraph.wire.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Somebody who signs, with a key told apart by one byte. */
final class TestAuthor {
  private final byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
  private final PublicKey key;
  private final Random noise = new Random(1);
  private long lastState;
  private int sequence;

  TestAuthor(int number) {
    Arrays.fill(seed, (byte) number);
    byte[] raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, raw, 0);
    key = PublicKey.ofRaw(raw);
  }

  PublicKey key() {
    return key;
  }

  Change change(String soul, String name, String value) {
    return changeAhead(0, soul, name, value);
  }

  Change changeAhead(long aheadMs, String soul, String name, String value) {
    long now = (System.currentTimeMillis() + aheadMs) << Tolerance.COUNTER_BITS;
    lastState = aheadMs == 0 ? Math.max(lastState + 1, now) : now;
    return new Change(
        key,
        aheadMs == 0 ? lastState : now,
        Soul.of(soul),
        name,
        new Value.Text(value),
        Extensions.NONE);
  }

  Part sealed(String network, Change... changes) {
    return sealed(network, List.of(changes));
  }

  Part sealed(String network, List<Change> changes) {
    Commit commit = new Commit(key, changes);
    byte[] message = commit.message(network);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return commit.sealed(signature);
  }

  /** With a proof of work. */
  Part worked(String network, int bits, Change... changes) {
    Commit commit = new Commit(key, List.of(changes));
    Work work = commit.work(network);
    work.search(bits, Integer.MAX_VALUE);
    byte[] message = commit.message(network, work.extensions());
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return commit.sealed(signature, work.extensions());
  }

  Frame.Commit commit(Part part) {
    return new Frame.Commit(++sequence, false, part);
  }

  /** A lawful commit of one change. */
  Frame.Commit commit(String soul, String name, String value) {
    return commit(sealed("main", change(soul, name, value)));
  }

  /** A commit of as many changes to as many souls, of values that hardly shrink. */
  Frame.Commit commit(String prefix, int count, int valueChars) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(change(prefix + "/" + i, "name", noise(valueChars)));
    }
    return commit(sealed("main", changes));
  }

  private String noise(int chars) {
    StringBuilder text = new StringBuilder();
    while (text.length() < chars) {
      text.append(Long.toString(noise.nextLong(), Character.MAX_RADIX));
    }
    return text.substring(0, chars);
  }
}
