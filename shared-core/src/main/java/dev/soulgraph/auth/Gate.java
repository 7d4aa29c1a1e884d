package dev.soulgraph.auth;

import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.codec.Sha256;
import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Seal;
import dev.soulgraph.wire.Presence;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one ordered gate for what comes from outside: the author's key, the signature, then each leaf
 * by itself: shape, space, expiry, clock. Decoding, with its limits, has come before. For one
 * thread.
 */
public final class Gate implements SealVerifier {
  /** What the gate says of a part. */
  public static final class Judgement {
    private final @Nullable SoulgraphException[] refusals;
    private final boolean[] deferred;

    private boolean passed = true;

    Judgement(int leaves) {
      refusals = new SoulgraphException[leaves];
      deferred = new boolean[leaves];
    }

    private void judge(int leaf, @Nullable SoulgraphException refusal, boolean early) {
      refusals[leaf] = refusal;
      deferred[leaf] = early;
      passed &= refusal == null && !early;
    }

    /** Whether all leaves may be merged now. */
    public boolean passed() {
      return passed;
    }

    /** Whether no leaf was refused that another time, or another release, would take. */
    public boolean whole() {
      for (SoulgraphException refusal : refusals) {
        if (refusal != null
            && (refusal.code() == Code.FUTURE || refusal.code() == Code.UNSUPPORTED)) {
          return false;
        }
      }
      return true;
    }

    /** Why a leaf is refused, or null. */
    public @Nullable SoulgraphException refusal(int leaf) {
      return refusals[leaf];
    }

    /** Whether a leaf is lawful, but too early to merge. */
    public boolean deferred(int leaf) {
      return deferred[leaf];
    }

    /** Whether a leaf may be merged now. */
    public boolean passes(int leaf) {
      return refusals[leaf] == null && !deferred[leaf];
    }

    /** For each leaf whether it may be merged now. */
    public boolean[] passing() {
      boolean[] passing = new boolean[deferred.length];
      for (int i = 0; i < passing.length; i++) {
        passing[i] = passes(i);
      }
      return passing;
    }

    /** For each leaf whether it is deferred; null where none is. */
    public boolean @Nullable [] deferrals() {
      for (boolean early : deferred) {
        if (early) {
          return deferred.clone();
        }
      }
      return null;
    }
  }

  /** A seal comes with each piece of its commit; so many are remembered, some 100 bytes each. */
  static final int SEALS_REMEMBERED = 1000;

  /** Over author, signature and what is signed, of those that hold; the oldest first. */
  private final Set<Hash> verified = new LinkedHashSet<>();

  public static final String PRESENT_RULE = "who is present signs it";

  private final String network;
  private final AuthorKeys keys;
  private final Verifier verifier;

  public Gate(String network, AuthorKeys keys, Verifier verifier) {
    this.network = network;
    this.keys = keys;
    this.verifier = verifier;
  }

  @Override
  public void verify(Part part, Consumer<@Nullable SoulgraphException> answer) {
    Seal seal = part.seal();
    byte[] message = seal.message(network);
    Hash known =
        new Sha256().update(seal.author().raw()).update(seal.signature()).update(message).finish();
    if (verified.contains(known)) {
      answer.accept(null);
      return;
    }
    verify(
        seal.author(),
        seal.signature(),
        message,
        "a seal's signature fits its author, network, size, root and extensions",
        refusal -> {
          if (refusal == null) {
            remember(known);
          }
          answer.accept(refusal);
        });
  }

  private void remember(Hash seal) {
    verified.add(seal);
    if (verified.size() > SEALS_REMEMBERED) {
      verified.remove(verified.iterator().next());
    }
  }

  /** Who is where, as they say; and their will, where there is one: only nodes are given that. */
  public void verify(Presence said, Consumer<@Nullable SoulgraphException> answer) {
    verify(
        said.author(),
        said.signature(),
        said.message(network),
        PRESENT_RULE,
        refusal -> {
          if (refusal != null || said.will().length == 0) {
            answer.accept(refusal);
          } else if (said.will().length != Seal.SIGNATURE_BYTES) {
            answer.accept(mismatch("a will is a signature", said.author()));
          } else {
            verify(said.left(), answer);
          }
        });
  }

  /**
   * Any signature, by the rules that hold for seals.
   *
   * @param rule what {@code signature-invalid} says
   */
  public void verify(
      PublicKey signer,
      byte[] signature,
      byte[] message,
      String rule,
      Consumer<@Nullable SoulgraphException> answer) {
    try {
      keys.check(signer);
      SignatureRules.check(signature);
    } catch (SoulgraphException e) {
      answer.accept(e);
      return;
    }
    verifier.verify(
        signer.raw(),
        signature,
        message,
        valid -> answer.accept(valid ? null : mismatch(rule, signer)));
  }

  private static SoulgraphException mismatch(String rule, PublicKey signer) {
    return new SoulgraphException(Code.SIGNATURE_INVALID, rule, signer.text());
  }

  /** Each leaf by itself, against the wall clock. */
  public static Judgement judge(Part part, long nowMs) {
    return judge(part, nowMs, false);
  }

  /**
   * The same of what has been judged before.
   *
   * @param taken whether it was taken then: what lies too far ahead of a clock that has gone back
   *     since waits for its time, since its author was told that it is safe
   */
  public static Judgement judge(Part part, long nowMs, boolean taken) {
    Judgement judgement = new Judgement(part.leaves().length);
    Change last = null;
    int lastAt = 0;
    for (int i = 0; i < part.leaves().length; i++) {
      Change change = part.leaves()[i].change();
      if (change == null) {
        judgement.judge(i, part.leaves()[i].refusal(), false);
        continue;
      }
      if (last != null && sameToUs(last, change)) {
        judgement.judge(i, judgement.refusals[lastAt], judgement.deferred[lastAt]);
        continue;
      }
      last = change;
      lastAt = i;
      try {
        judgement.judge(i, null, early(change, nowMs, taken));
      } catch (SoulgraphException e) {
        judgement.judge(i, e, false);
      }
    }
    return judgement;
  }

  /** Whether two changes differ in nothing that is judged here: mostly those of one node. */
  private static boolean sameToUs(Change a, Change b) {
    return a.state() == b.state()
        && a.kind() == b.kind()
        && a.soul().equals(b.soul())
        && a.author().equals(b.author());
  }

  private static boolean early(Change change, long nowMs, boolean taken) {
    Space.check(change.kind(), change.soul(), change.author());
    if (change.soul().expiredAt(nowMs)) {
      throw new SoulgraphException(
          Code.EXPIRED, "a soul is written before it expires", change.soul().text());
    }
    Tolerance.Verdict verdict = Tolerance.of(change.state(), nowMs);
    if (verdict == Tolerance.Verdict.REFUSE && !taken) {
      throw new SoulgraphException(
          Code.FUTURE,
          "a state is at most " + Tolerance.DEFER_AHEAD_MS + " ms ahead of the wall clock",
          ((change.state() >>> Tolerance.COUNTER_BITS) - nowMs) + " ms ahead");
    }
    return verdict != Tolerance.Verdict.MERGE;
  }
}
