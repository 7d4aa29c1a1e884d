package dev.soulgraph.database;

import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Signer;
import dev.soulgraph.clock.Tolerance;
import dev.soulgraph.clock.WallClock;
import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.ClientSession;
import dev.soulgraph.sync.Entropy;
import dev.soulgraph.sync.Limits;
import dev.soulgraph.sync.PresenceTable;
import dev.soulgraph.wire.Attend;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.Presence;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What this replica's user does where, and who else is where it attends to. */
public final class PresenceRoom implements Consumer<Presence> {
  /** In place of a value: another database with the same user says it from now on. */
  public static final String ELSEWHERE = "";

  private record Place(Frame.Id instance, Soul soul) {}

  private final String network;
  private final Signer signer;
  private final Gate gate;
  private final WallClock wall;
  private final Entropy entropy;
  private final Set<ClientSession> sessions;
  private final Listener listener;
  private final PresenceTable others = new PresenceTable(Limits.PRESENT_SEEN_MAX);
  private final Set<Soul> attended = new LinkedHashSet<>();
  private final Map<Place, String> mine = new LinkedHashMap<>();

  /** Whoever has been spoken for. */
  private final Set<Frame.Id> instances = new LinkedHashSet<>();

  /** This database's own; made when it is first needed. */
  private Frame.@Nullable Id instance;

  private long lastState;
  private long saidMs;

  PresenceRoom(
      String network,
      Signer signer,
      Gate gate,
      WallClock wall,
      Entropy entropy,
      Set<ClientSession> sessions,
      Listener listener) {
    this.network = network;
    this.signer = signer;
    this.gate = gate;
    this.wall = wall;
    this.entropy = entropy;
    this.sessions = sessions;
    this.listener = listener;
  }

  /** Begins or ceases to notice who is at a soul, which an open scope has to cover. */
  public void attend(Soul soul, boolean begin) {
    if (begin) {
      attended.add(soul);
      tell(new Attend(soul));
    } else {
      attended.remove(soul);
      others.forget(soul);
    }
  }

  /**
   * Says what this replica's user does at a soul, to those who attend to it, until that changes.
   *
   * @param value at most {@link Presence#VALUE_MAX_BYTES} of UTF-8; null: they have left
   * @throws SoulgraphException {@code value-too-large}
   */
  public void set(Soul soul, @Nullable String value) {
    if (instance == null) {
      instance = Frame.Id.of(entropy.bytes(Frame.Id.BYTES));
    }
    set(instance, soul, value);
  }

  /**
   * As {@link #set(Soul, String)}, for another database with the same user, which has no connection
   * of its own.
   *
   * @param value may be {@link #ELSEWHERE}
   */
  public void set(Frame.Id by, Soul soul, @Nullable String value) {
    Place place = new Place(by, soul);
    instances.add(by);
    if (value == null || value.equals(ELSEWHERE)) {
      mine.remove(place);
    } else if (Utf8.encode(value).length > Presence.VALUE_MAX_BYTES) {
      throw new SoulgraphException(
          Code.VALUE_TOO_LARGE,
          "a presence has at most " + Presence.VALUE_MAX_BYTES + " bytes",
          "");
    } else {
      mine.put(place, value);
    }
    if (value == null || !value.equals(ELSEWHERE)) {
      say(place, value);
    }
  }

  private void say(Place place, @Nullable String value) {
    // Two, for the will has the next.
    lastState = Math.max(lastState + 2, wall.nowMs() << Tolerance.COUNTER_BITS);
    Presence unsigned =
        new Presence(
            signer.author(),
            place.instance,
            lastState,
            place.soul,
            value,
            Presence.NONE,
            Presence.NONE);
    listener.present(unsigned, place.instance.equals(instance));
    signer.sign(
        unsigned.message(network),
        signature ->
            signer.sign(
                unsigned.left().message(network),
                will -> {
                  if (signature != null && will != null) {
                    tell(unsigned.signed(signature, will));
                  }
                }));
  }

  private void tell(Frame presence) {
    for (ClientSession session : sessions) {
      session.tell(presence);
    }
  }

  /** To one that could be spoken to, or is gone and may have said that we have left, all again. */
  void again() {
    saidMs = wall.nowMs();
    for (Soul soul : attended) {
      tell(new Attend(soul));
    }
    for (Map.Entry<Place, String> each : mine.entrySet()) {
      say(each.getKey(), each.getValue());
    }
  }

  /** What a relay says; who is here themselves needn't be told. */
  @Override
  public void accept(Presence said) {
    if (attended.contains(said.soul()) && !instances.contains(said.instance())) {
      gate.verify(
          said.author(),
          said.signature(),
          said.message(network),
          Gate.PRESENT_RULE,
          refusal -> {
            if (refusal != null) {
              listener.failed(refusal);
            } else if (others.hear(said, wall.nowMs())) {
              listener.present(said, false);
            }
          });
    }
  }

  void tick() {
    long nowMs = wall.nowMs();
    if (Math.abs(nowMs - saidMs) >= Presence.REPEAT_MS) {
      again();
    }
    for (Presence gone : others.expired(nowMs)) {
      listener.present(gone.left(), false);
    }
  }
}
