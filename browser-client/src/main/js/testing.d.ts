/**
 * Databases, a relay and a network in memory, for tests: the engine is the one that pages run, the time is yours.
 * @example
 * import { testing } from "soulgraph/testing";
 * const world = await testing();
 * const [alice, bob] = await world.open(2);
 * await alice.get("greeting").put({ text: "Hello" });
 * console.log((await bob.get("greeting").once()).text);
 * await world.close();
 */
import type { Database, Engine, OpenOptions, SoulgraphError } from "./soulgraph.js";

export interface WorldOptions {
  /** Decides all that is random, keys included: the same seed, the same world. Default 1. */
  seed?: number;
  /** What time it is at the beginning, as a Date or in milliseconds since 1970. Default: the beginning of 2026, UTC. */
  now?: number | Date;
  /** As for `open`. */
  engine?: Engine | "auto";
  /** As for `open`. Default `main`. */
  network?: string;
}

export type WorldDatabaseOptions = Pick<OpenOptions, "offline" | "seed">;

/** So many databases, as a tuple where the number is known. */
export type Databases<N extends number, L extends Database[] = []> = number extends N
  ? Database[]
  : L["length"] extends N
    ? L
    : Databases<N, [...L, Database]>;

export interface World {
  /**
   * Opens so many new databases, each connected with the relay.
   * @example
   * const [alice, bob] = await world.open(2);
   */
  open<N extends number>(count: N, options?: WorldDatabaseOptions): Promise<Databases<N>>;
  /**
   * Opens one, connected with the relay. A name that was opened before, and closed, has its data and its author again,
   * as after a reload; while it is open, this rejects with code `data-in-use`.
   */
  open(name?: string, options?: WorldDatabaseOptions): Promise<Database>;
  readonly clock: WorldClock;
  readonly network: WorldNetwork;
  readonly relay: WorldRelay;
  /**
   * Resolves when all has happened that can without time passing: what was written is signed, kept, sent and
   * acknowledged, what could arrive has arrived, listeners have been called. It waits for nothing else.
   */
  settle(): Promise<void>;
  /** Closes all databases and stops the time. */
  close(): Promise<void>;
}

/** The time of all databases and of the relay. It stands still but for `advance`. */
export interface WorldClock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Lets time pass: what waits for it (retries, timeouts, souls that expire, who is present, changes from the future)
   * happens at its time, in its order. Settles before and after.
   */
  advance(ms: number): Promise<void>;
}

/** Between databases and the relay. Without databases named, each concerns all that have been opened. */
export interface WorldNetwork {
  /** How long everything takes from now on, either way, on the world's clock. Default 0: no time. */
  latencyMs: number;
  /** Ends connections, and lets none be made. */
  cut(...databases: Database[]): void;
  /** Nothing gets through from now on, and nobody is told: connections stay open until somebody gives up. */
  stall(...databases: Database[]): void;
  /** Undoes `cut` and `stall`: what was cut off connects at once, what was held up arrives. */
  heal(...databases: Database[]): void;
}

export interface WorldRelay {
  /**
   * Refuses all commits from now on.
   * @param code such as `denied` or `storage-quota`
   */
  deny(code: SoulgraphError["code"], rule?: string): void;
  /** Takes commits again. */
  accept(): void;
}

/** A world of its own: worlds share nothing, and there may be several at once. */
export function testing(options?: WorldOptions): Promise<World>;
