package dev.soulgraph.auth;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Extensions;
import dev.soulgraph.seal.Commit;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Work;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Signs commits, after the work that a node has asked for. */
public final class Sealing {
  /** Some milliseconds. */
  private static final int SLICE_TRIES = 4096;

  private final String network;
  private final Signer signer;

  /** The most that a node has asked for; new commits have it at once. */
  private int workBits;

  public Sealing(String network, Signer signer) {
    this.network = network;
    this.signer = signer;
  }

  /**
   * Whether a refusal asks for work that is done. Asked again for what it was given, a node would
   * ask for ever.
   *
   * @param done the bits that the refused commit has
   */
  public boolean asked(String code, String value, int done) {
    int bits = code.equals(Code.WORK_REQUIRED.text()) ? Work.asked(value) : 0;
    workBits = Math.max(workBits, bits);
    return bits > done;
  }

  /** The bits that what is sealed now has. */
  public int workBits() {
    return workBits;
  }

  /**
   * @param wanted asked before each slice of work
   * @param then told the whole commit, or null when the key is gone
   */
  public void seal(List<Change> changes, BooleanSupplier wanted, Consumer<@Nullable Part> then) {
    Commit commit = new Commit(signer.author(), changes);
    if (workBits == 0) {
      sign(commit, Extensions.NONE, then);
    } else {
      work(commit, commit.work(network), wanted, then);
    }
  }

  private void work(
      Commit commit, Work work, BooleanSupplier wanted, Consumer<@Nullable Part> then) {
    while (!work.search(workBits, SLICE_TRIES)) {
      if (!wanted.getAsBoolean() || signer.later(() -> work(commit, work, wanted, then))) {
        return;
      }
    }
    sign(commit, work.extensions(), then);
  }

  private void sign(Commit commit, Extensions extensions, Consumer<@Nullable Part> then) {
    signer.sign(
        commit.message(network, extensions),
        signature -> then.accept(signature == null ? null : commit.sealed(signature, extensions)));
  }
}
