package dev.soulgraph.node;

import dev.soulgraph.graph.Change;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Leaf;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.gossip.Guard;
import dev.soulgraph.node.gossip.Guest;
import dev.soulgraph.node.http.Visitor;
import dev.soulgraph.node.limits.Address;
import dev.soulgraph.node.limits.Limit;
import dev.soulgraph.node.limits.Limiter;
import dev.soulgraph.node.limits.Origins;
import dev.soulgraph.node.limits.Proxies;
import dev.soulgraph.node.limits.Quota;
import dev.soulgraph.node.limits.Rules;
import dev.soulgraph.node.limits.RulesFile;
import dev.soulgraph.node.policy.PolicyProgram;
import dev.soulgraph.seal.Part;
import dev.soulgraph.seal.Work;
import dev.soulgraph.sync.Door;
import dev.soulgraph.wire.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds everybody who comes to the operator's rules: joins the limits to the gossip. */
final class Doorkeeper implements Guard {
  /** Who would have to wait longer would take this node for dead. */
  private static final long PAUSE_MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String network;
  private final RulesFile file;
  private final Limiter limiter;
  private final Proxies proxies;
  private final Origins origins;
  private final Door quota;
  private final @Nullable PolicyProgram policy;

  Doorkeeper(
      String network,
      RulesFile file,
      Proxies proxies,
      Origins origins,
      Quota.Stored stored,
      @Nullable PolicyProgram policy) {
    this.network = network;
    this.file = file;
    this.proxies = proxies;
    this.origins = origins;
    this.policy = policy;
    limiter = new Limiter(file::rules, System::nanoTime);
    quota = new Quota(file::rules, stored);
  }

  /**
   * Somebody wants to connect.
   *
   * @throws SoulgraphException {@code denied}, {@code rate-limit}
   */
  Guest enter(Visitor visitor) {
    origins.check(visitor.origin(), visitor.host());
    Address address = proxies.client(visitor.remote(), visitor.forwarded());
    return new Known(limiter.enter(address));
  }

  private final class Known implements Guest {
    private final Limiter.Visit visit;
    private Rules rules = file.rules();
    private boolean isNode;
    private boolean isNamed;
    private long pauseNanos;

    Known(Limiter.Visit visit) {
      this.visit = visit;
      isNamed = rules.namesNode(visit.address());
    }

    @Override
    public @Nullable SoulgraphException judge(Frame frame, int bytes) {
      refresh();
      boolean asks = frame instanceof Frame.Reconcile || frame instanceof Frame.Fetch;
      pause(visit.bytes(bytes, 1, asks ? 1 : 0));
      isNode |= frame instanceof Frame.Hello hello && hello.peer() != null;
      if (isNode) {
        node(frame, bytes);
        return null;
      }
      return frame instanceof Frame.Commit commit ? commit(commit.part(), bytes) : null;
    }

    /** Rules that were read again hold for those who are here already. */
    private void refresh() {
      Rules now = file.rules();
      if (now != rules) {
        rules = now;
        isNamed = now.namesNode(visit.address());
        if (!now.admitsAddress(visit.address())) {
          throw denied("an address", visit.address().toString());
        }
      }
    }

    private void node(Frame frame, int bytes) {
      if (!isNamed && (policy != null || rules.restrictsWriting())) {
        throw denied("a node", visit.address().toString());
      }
      if (frame instanceof Frame.Changes changes) {
        changes.parts().forEach(part -> pause(visit.changes(part, bytes)));
      } else if (frame instanceof Frame.Found found) {
        found.parts().forEach(part -> pause(visit.changes(part, bytes)));
      }
    }

    private @Nullable SoulgraphException commit(Part part, int bytes) {
      pause(visit.changes(part, bytes));
      if (!rules.admitsAuthor(part.seal().author())) {
        return denied("an author", part.seal().author().text());
      }
      for (Leaf leaf : part.leaves()) {
        Change change = leaf.change();
        if (change != null && !rules.admitsSoul(change.soul())) {
          return denied("a space", change.soul().text());
        }
      }
      int bits = (int) rules.get(Limit.PROOF_OF_WORK_BITS);
      return bits == 0 || Work.bits(part.seal(), network) >= bits
          ? null
          : new SoulgraphException(
              Code.WORK_REQUIRED, "a commit has a proof of work of so many bits", bits + "");
    }

    private void pause(long nanos) {
      pauseNanos = Math.max(pauseNanos, nanos);
    }

    @Override
    public void badSeal() {
      visit.badSeal();
    }

    @Override
    public long pauseNanos() {
      long nanos = pauseNanos;
      pauseNanos = 0;
      if (nanos > PAUSE_MAX_NANOS) {
        throw new SoulgraphException(
            Code.RATE_LIMIT, "what comes at once can be worked off soon", visit.address() + "");
      }
      return nanos;
    }

    @Override
    public void left() {
      visit.leave();
    }
  }

  private static SoulgraphException denied(String what, String value) {
    return new SoulgraphException(
        Code.DENIED, what + " is one that this node's operator admits", value);
  }

  @Override
  public boolean decides(Guest guest) {
    return policy != null && guest instanceof Known known && !known.isNode;
  }

  @Override
  public void decide(Guest guest, Frame.Commit commit, Consumer<Decision> then) {
    PolicyProgram program = policy;
    if (program == null || !(guest instanceof Known known)) {
      then.accept(Decision.ACCEPT);
      return;
    }
    program.ask(
        commit.part(),
        commit.offer(),
        known.visit.address().toString(),
        answer ->
            then.accept(answer.shadow() ? Decision.SHADOW : new Decision(answer.refusal(), false)));
  }

  @Override
  public @Nullable SoulgraphException refusal(Frame.Commit commit) {
    return quota.refusal(commit);
  }

  @Override
  public int connectionsMax() {
    return (int) file.rules().get(Limit.CONNECTIONS);
  }

  @Override
  public long helloMs() {
    return TimeUnit.SECONDS.toMillis(file.rules().get(Limit.HELLO_SECONDS));
  }

  @Override
  public long messageMs() {
    return TimeUnit.SECONDS.toMillis(file.rules().get(Limit.MESSAGE_SECONDS));
  }

  @Override
  public long silenceMs() {
    return TimeUnit.SECONDS.toMillis(file.rules().get(Limit.SILENCE_SECONDS));
  }

  @Override
  public void tick() {
    file.tick();
  }

  /** Of the status page: every limit, and what is remembered. */
  Map<String, Object> told() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Limit limit : Limit.values()) {
      members.put(limit.text(), file.rules().get(limit));
    }
    members.put("listed", file.rules().listed());
    members.put("remembered", limiter.sizes());
    members.put("policy", policy == null ? "none" : policy.state());
    return members;
  }

  void close() {
    if (policy != null) {
      policy.close();
    }
  }
}
