/**
 * Soulgraph: a graph database that works offline, merges without conflicts and signs every write.
 * @example
 * import { open } from "soulgraph";
 * const db = await open({ relays: ["ws://localhost:8420/gossip"] });
 * await db.get("people/alice").put({ name: "Alice" });
 */
import type { History, HistoryOptions, ListRef, ListWrites, Presence, SetRef } from "./collections.js";
import type { LiveQuery, QuerySpec } from "./queries.js";

export type * from "./collections.js";
export type * from "./queries.js";

/** What a property can hold. Numbers are finite doubles; NaN, Infinity and -0 are refused. */
export type Scalar = string | number | boolean | Uint8Array;

/** What reading gives: a scalar, a link as a handle, or bytes of a kind this release doesn't know. */
export type Value = Scalar | NodeRef<any> | Opaque;

/** A node's shape; nested objects flatten to dotted keys, so `{a: {b: 1}}` and `{"a.b": 1}` are the same. */
export type Props = { [key: string]: Value | Props };

/** What `put` takes: `null` deletes a key, a handle makes a link, `undefined` leaves a key alone. */
export type Patch<T> = T extends Value ? T | null : { [K in keyof T]?: Patch<T[K]> | null } & { [key: string]: unknown };

/** A frozen picture of a node: its properties under their flat keys. The same object until something changes. */
export type Snapshot<T> = Readonly<Partial<T>> & {
  readonly [key: string]: any;
  /** The node's soul (not enumerable, and no key that can be written). */
  readonly $soul: string;
};

/** A lawful value of a kind that this release doesn't know: its canonical CBOR. */
export interface Opaque {
  readonly cbor: Uint8Array;
}

/** Keys that can be counters. */
export type NumberKeys<T> = string extends keyof T
  ? string
  : { [K in keyof T]: T[K] extends number ? K : never }[keyof T] & string;
export type LinkKeys<T> = { [K in keyof T]: T[K] extends NodeRef<any> ? K : never }[keyof T] & string;
export type Target<T, K extends keyof T> = T[K] extends NodeRef<infer U> ? U : Props;

export interface Wait {
  /** Stops waiting; the promise rejects with code `aborted`. */
  signal?: AbortSignal;
  /** Stops waiting after this many milliseconds; the promise rejects with code `timeout`. */
  timeoutMs?: number;
}

export type Engine = "wasm" | "fallback";
export type Connectivity = "connecting" | "online" | "behind" | "offline";

export interface Status {
  /** `behind`: connected, but not everything that was asked for has arrived yet. */
  readonly state: Connectivity;
  /** Round-trip time to the nearest relay in milliseconds, once measured. */
  readonly roundTripMs?: number;
  /** How far this machine's clock is from the relays' median, in milliseconds, when that exceeds a second. */
  readonly clockSkewMs?: number;
  /** Writes that no relay has acknowledged yet. */
  readonly pending: number;
  /**
   * `indexeddb` in a page, or `memory` where that is forbidden, full or evicted: writes are then gone with the page. In
   * Node `memory`, or `folder`.
   */
  readonly storage: "indexeddb" | "memory" | "folder";
  /** With `indexeddb`: whether the browser has promised not to remove it when it needs room. */
  readonly persistent?: boolean;
  /** Which build of the core runs. */
  readonly engine: Engine;
  /** `webcrypto`, or `bouncycastle` where the page is no secure context. */
  readonly crypto: "webcrypto" | "bouncycastle";
  readonly relays: readonly RelayStatus[];
  /** What went wrong last, in a relay's or the storage's own words. */
  readonly error?: SoulgraphError;
}

export interface RelayStatus {
  readonly url: string;
  readonly state: Connectivity;
  /** The node's proven public key, as in did:key. */
  readonly node?: string;
  readonly roundTripMs?: number;
}

export interface OpenOptions {
  /** WebSocket addresses of nodes, `ws://` or `wss://`. None: a database for this browser alone. */
  relays?: string[];
  /** Databases of different names share nothing but the origin. Default `default`. */
  name?: string;
  /** Nodes and clients of different networks refuse each other. Default `main`. */
  network?: string;
  /** `auto` takes Wasm and, where it can't load, the JavaScript fallback. */
  engine?: Engine | "auto";
  /**
   * `auto` takes IndexedDB and, where it can't be used, memory; in Node it is memory. A provider comes from an entry of
   * its own, such as `soulgraph/folder`; where what it names can't be used, `open` rejects.
   */
  storage?: "auto" | "memory" | StorageProvider;
  /**
   * What `local` means for a write. `strict`, the default: the browser has forced it to the disk, and a power cut doesn't
   * lose it. `relaxed`: the operating system has it, and a crash of the page or of the browser doesn't lose it; it costs
   * less where the disk is slow. What relays send is always kept relaxed, for it can be had again.
   */
  durability?: "strict" | "relaxed";
  /** Start without connecting; see `Database.offline`. */
  offline?: boolean;
  /**
   * The author's private key, 32 bytes, as `exportSeed` gave it: so one author has several browsers. Without it a new
   * database makes a key of its own. Where the database of this name has another author already, `open` rejects with
   * code `identity-invalid`.
   */
  seed?: Uint8Array;
}

/** A place to keep a database. What is in it is not part of the API. */
export interface StorageProvider {
  readonly shared: boolean;
  open(name: string, network: string, lost: (error: SoulgraphError) => void, changed: () => void): Promise<any>;
}

/** Opens, or creates, the database. */
export function open(options?: OpenOptions): Promise<Database>;

export interface Database {
  /** This browser's public key, as in did:key (`z6Mk…`): the author of all its writes. */
  readonly author: string;
  readonly status: StatusView;
  /** While true no relay is connected; writes wait in the outbox. */
  offline: boolean;
  /** A handle on a node. No I/O; throws with code `soul-invalid` what can't be a soul. */
  get<T extends Props = Props>(soul: string): NodeRef<T>;
  /** A handle on a set of nodes or values. No I/O. */
  set<T extends Props = Props>(soul: string): SetRef<T>;
  /** Nodes below a prefix, or all there are, that fit a filter, in an order, kept up to date. */
  query<T extends Props = Props>(spec?: QuerySpec<T>): LiveQuery<T>;
  /** A handle on an ordered list. No I/O. */
  list<T extends Props = Props>(soul: string): ListRef<T>;
  /**
   * Remembers this database's own writes from now on, so that they can be undone. Close it when nobody needs it.
   * Rejects with code `input-invalid` for a limit that isn't a whole number from 1.
   */
  history(options?: HistoryOptions): Promise<History>;
  /** Who is at a soul now: told at once to those who watch, signed, and never stored. No I/O. */
  presence<V = any>(soul: string): Presence<V>;
  /**
   * Signs everything that the (synchronous) function writes under one seal. Where it throws, nothing is written.
   * Writes that aren't awaited one by one share a seal as well.
   */
  commit(write: (tx: Tx) => void): Promise<Receipt>;
  /**
   * Resolves once the scope (a prefix; default: everything now in use) has been caught up with a relay. Waits as long
   * as that takes; rejects where the database was opened without a relay.
   */
  synced(scope?: string, wait?: Wait): Promise<void>;
  /** The writes that no relay has acknowledged and those that were refused; survives a reload. */
  pending(): Promise<Receipt[]>;
  /**
   * The author's private key, 32 bytes: whoever has it writes as this author. For a copy in a safe place, and for
   * `open` in another browser.
   */
  exportSeed(): Promise<Uint8Array>;
  /** Waits until what was written is durable here, then lets go of the storage and the connections. */
  close(): Promise<void>;
}

export interface StatusView {
  readonly value: Status;
  /** Called at once and with every change. Returns the function that stops it. */
  on(fn: (status: Status) => void, options?: { signal?: AbortSignal }): () => void;
}

export interface NodeRef<T extends Props = Props> {
  /** Empty for a followed link whose target isn't known. */
  readonly soul: string;
  /** `null`: known to be absent. `undefined`: not known yet. */
  readonly value: Snapshot<T> | null | undefined;
  /**
   * Waits until a relay has been asked; where none can be reached, gives what is here, and waits on only if nothing was
   * ever known, 10 seconds unless told otherwise. `local`: whatever is here now.
   */
  once(wait?: Wait & { local?: boolean }): Promise<Snapshot<T> | null>;
  /** Called with the value now, if known, and after every change. Returns the function that stops it. */
  on(fn: (value: Snapshot<T> | null | undefined) => void, options?: { signal?: AbortSignal }): () => void;
  /**
   * The values that `on` would be called with, until the signal or the loop ends it. Who takes their time gets the latest
   * and not those before it.
   */
  updates(options?: { signal?: AbortSignal }): AsyncIterable<Snapshot<T> | null | undefined>;
  /** Resolves once the write is durable in this browser. */
  put(patch: Patch<T>): Promise<Receipt>;
  /**
   * Adds to a counter, which reads as a number under this key. Counts from several tabs, browsers and people add up; none
   * is lost. What `put` writes under the same key is hidden by it.
   *
   * @param by any finite number. Default 1
   */
  increment(counter: NumberKeys<T>, by?: number): Promise<Receipt>;
  /**
   * Takes the node's properties out, bytes and all, on every replica that hears of it; what was written before and
   * arrives later is refused as `erased`. Only in one's own space, `~${db.author}/…`; elsewhere it rejects with code
   * `not-owner`: there set properties to null. Writing to the node later makes it anew.
   *
   * @param options `prefix`: everything below the node's soul, too
   */
  erase(options?: { prefix?: boolean }): Promise<Receipt>;
  /**
   * The node that a link points to: a handle that resolves the link when it is read. Writing through it rejects with
   * code `link-absent` where there is no link.
   */
  follow<K extends LinkKeys<T> | string>(key: K): NodeRef<K extends keyof T ? Target<T, K> : Props>;
}

/** A handle that checks what is written through it, as those of `soulgraph/model` do. */
export interface Checked<P> {
  readonly soul: string;
  check(value: P): unknown;
}

export interface Tx {
  put<P>(node: Checked<P>, patch: P): void;
  put(node: NodeRef<any> | string, patch: Patch<any>): void;
  add<P>(set: Checked<P>, value: P): NodeRef<any>;
  add(set: SetRef<any> | string, value: string | number | boolean): void;
  add<T extends Props>(set: SetRef<T> | string, value: Patch<T> | NodeRef<any>): NodeRef<T>;
  remove(set: SetRef<any> | string, element: NodeRef<any> | string | number | boolean): void;
  /** As `NodeRef.increment`. Counters and lists are written after all else of the commit. */
  increment(node: NodeRef<any> | string, counter: string, by?: number): void;
  /** What can be written to a list; the second of two calls sees what the first has done. */
  list<T extends Props>(list: ListRef<T> | string): ListWrites<T>;
  /** As `NodeRef.erase`. What the same commit writes to it before goes too, what it writes after stays. */
  erase(node: NodeRef<any> | string, options?: { prefix?: boolean }): void;
}

export type ReceiptState = "local" | "relayed" | "replicated" | "refused";

export interface Receipt {
  readonly id: string;
  /** `local`: durable in this browser. `relayed`: forced to a node's disk. `refused`: see `error`. */
  readonly state: ReceiptState;
  /** How many distinct nodes have acknowledged it. */
  readonly replicas: number;
  /** How many changes it covers, and what the relay made of them. */
  readonly changes: number;
  readonly outcomes: Readonly<Record<"applied" | "superseded" | "duplicate" | "erased" | "deferred" | "refused", number>>;
  readonly error?: SoulgraphError;
  /** Rejects with the refusal if the write was refused. */
  when(state: "relayed" | { replicated: number }, wait?: Wait): Promise<void>;
  /** Forgets a refused write. */
  drop(): Promise<void>;
  /**
   * Writes all that was refused again, at the present time: what others have written since then loses against it.
   * Resolves with a receipt of its own, and this one is forgotten. Where it can't be written now, it rejects and stays.
   * Rejects with `input-invalid` what isn't refused.
   */
  retry(): Promise<Receipt>;
}

/** One list of codes, the same on the wire, in Java, on the command line and here; see docs/PROTOCOL.md. */
export type ErrorCode =
  | "frame-malformed"
  | "frame-too-large"
  | "not-canonical"
  | "unsupported"
  | "change-too-large"
  | "soul-invalid"
  | "key-invalid"
  | "value-invalid"
  | "value-too-large"
  | "value-unsupported"
  | "extensions-invalid"
  | "state-invalid"
  | "commit-invalid"
  | "author-invalid"
  | "signature-invalid"
  | "proof-invalid"
  | "space-reserved"
  | "not-owner"
  | "key-not-own"
  | "expired"
  | "future"
  | "deferred-full"
  | "erase-limit"
  | "storage-quota"
  | "work-required"
  | "policy-rejected"
  | "policy-unavailable"
  | "denied"
  | "network-mismatch"
  | "network-invalid"
  | "hello-expected"
  | "scope-invalid"
  | "scope-limit"
  | "rate-limit"
  | "reconcile-invalid"
  | "reconcile-limit"
  | "diverged"
  | "identity-invalid"
  | "storage-failed"
  | "storage-unavailable"
  | "relay-unreachable"
  | "relay-invalid"
  | "relay-closed"
  | "port-in-use"
  | "data-in-use"
  | "data-unreadable"
  | "data-too-new"
  | "input-invalid"
  | "timeout"
  | "closed"
  | "internal"
  | "storage-blocked"
  | "storage-full"
  | "storage-evicted"
  | "engine-unavailable"
  | "link-absent"
  | "model-invalid"
  | "aborted"
  /** A newer peer may know more of them. */
  | (string & {});

export class SoulgraphError extends Error {
  readonly code: ErrorCode;
  /** The rule that was broken, in words. */
  readonly rule: string;
  /** The value that broke it, shortened. */
  readonly value: string;
  /** Whether the same call can succeed later. */
  readonly retryable: boolean;
  /** Of `model-invalid`: which key. */
  readonly key?: string;
}
