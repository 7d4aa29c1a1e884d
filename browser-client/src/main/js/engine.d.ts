/**
 * The line between the compiled core (Java, as Wasm or JavaScript) and the hand-written modules around it.
 * Everything that decides is on the core's side; everything that touches the browser is on this one.
 * All calls are synchronous and on one thread. The core never keeps a Uint8Array that it was given, and hands
 * out fresh ones. The core never throws for bad input: it calls `host.fail` before the call returns.
 */
export interface EngineModule {
  create(host: Host, network: string, authorKey: Uint8Array): Engine;
  /** A few milliseconds of work without effect, but that the browser compiles what receives changes. */
  rehearse?(): void;
}

export interface Engine {
  /** Start: one call a stored record, then `start`. A record that can't be read is reported by `host.fail`. */
  loadRecord(key: number, record: Uint8Array): void;
  /** `host.receipt` is called for each. */
  loadPending(key: number, record: Uint8Array): void;
  loadMeta(name: string, value: Uint8Array): void;
  start(): void;

  /**
   * Several tabs over one storage: one leads. It has the connections for all, keeps what they bring and sends what all
   * commit. The others keep nothing but their own commits. Until one of these is called, each tab goes for itself.
   * Whoever begins to lead, or has missed something, calls `reread`, then `load…` for what the storage holds by then
   * (an empty record: it is gone; records that are known needn't be loaded again), then `lead`; `reread(false)` instead where the
   * storage can't be read any more.
   */
  reread(begins: boolean): void;
  lead(leads: boolean): void;
  /** What the leader knows: a relay has been asked for a scope, and has caught it up or not. */
  told(kind: number, name: string, level: boolean): void;
  /** Milliseconds to be added to this machine's clock, as the leader has measured. */
  correctClock(offsetMs: number): void;
  /** `host.kept` follows, once everything that was received until now is kept. */
  whenKept(token: number): void;

  /** Connections are numbered by the caller, never reused. */
  connected(connection: number): void;
  /** `joined`: the bytes are several frames, one after the other, as a packed message unfolds to. */
  received(connection: number, frames: Uint8Array, joined: boolean): void;
  disconnected(connection: number): void;

  /** Answers to what the host was asked, in any order. */
  signed(token: number, signature: Uint8Array | null): void;
  verified(token: number, valid: boolean): void;
  stored(token: number, ok: boolean): void;

  /** To be called about once a second: pings, deferred changes, resending. */
  tick(): void;

  /**
   * Writes: canonical CBOR `[[soul, key, value, key, value, …], …]`, an erase being `[soul, prefix]`. Returns the receipt's number (>= 1), or 0 after `host.fail`.
   * `host.changed` has been called for what readers see anew before this returns.
   */
  commit(writes: Uint8Array): number;
  /** Writes what was refused again; returns the new receipt's number, or 0 after `host.fail`. */
  retryReceipt(receipt: number): number;
  /** Forgets a refused write. */
  dropReceipt(receipt: number): void;
  /** The numbers of the receipts not yet relayed, refused ones included, oldest first. */
  pendingReceipts(): ArrayLike<number>;

  /** Another tab of this browser stored these: the bytes that its `host.shared` gave. */
  shared(message: Uint8Array): void;

  /** A node as canonical CBOR `[key, value, key, value, …]` in key order, null keys left out; null: nothing here. */
  read(soul: string): Uint8Array | null;
  /** The souls with at least one property below the prefix ("" for all), sorted, as CBOR `[soul, …]`. */
  souls(prefix: string): Uint8Array;

  /** Scope kinds: 0 all, 2 prefix, 3 soul. Counted: as many closes as opens. Returns false after `host.fail`. */
  openScope(kind: number, name: string): boolean;
  closeScope(kind: number, name: string): void;
  /** 0 never caught up, 1 caught up once (an earlier time), 2 caught up with a relay connected now. Wider scopes count. */
  scopeState(kind: number, name: string): number;

  /**
   * What this user does at a soul now, at most 1024 bytes of UTF-8; null: they have left. It is said again as long as the engine
   * lives, or until "": then another tab says it. instance: 16 bytes for another tab, or null for this.
   */
  present(soul: string, value: string | null, instance: Uint8Array | null): void;
  /** Begins or ceases to notice who is at a soul; a scope that covers it has to be open. Not counted. */
  attend(soul: string, begin: boolean): void;

  /** A soul for a new element of a set: sorts after those made before. */
  newSoul(parent: string): string;
  /** base64url-free text forms for people: did:key text of a 32-byte key. */
  keyText(key: Uint8Array): string;
}

export interface Host {
  /** Milliseconds since 1970, this machine's clock. */
  now(): number;
  random(bytes: number): Uint8Array;
  /** Both answer through `signed` and `verified`, later or at once. Keys are 32 raw bytes. */
  sign(token: number, message: Uint8Array): void;
  /** Answers through `signed`, with nothing, once the page has had its turn. */
  later(token: number): void;
  verify(token: number, key: Uint8Array, signature: Uint8Array, message: Uint8Array): void;
  /**
   * One transaction, in the order of the calls: begins with storeBegin, ends with storeEnd(token).
   * Answers through `stored(token, ok)` once it is durable. Where the storage fails, it goes on in memory, which the
   * status tells: `ok` is then true all the same. Keys are the core's, and no other tab's core uses them.
   */
  storeBegin(): void;
  storeRecord(key: number, record: Uint8Array): void;
  removeRecord(key: number): void;
  storePending(key: number, record: Uint8Array): void;
  removePending(key: number): void;
  storeMeta(name: string, value: Uint8Array): void;
  storeEnd(token: number): void;
  kept(token: number): void;
  send(connection: number, frame: Uint8Array): void;
  /** Ends a connection; `retry` false: it makes no sense to come back (another network, no common version). */
  disconnect(connection: number, code: string, rule: string, value: string, retry: boolean): void;
  /** Somebody at a soul that is attended to, or this user (`own`), says something else; null: they have left. instance: hex. */
  present(soul: string, author: string, instance: string, value: string | null, own: boolean): void;
  /** To be handed to the other tabs' `shared`. */
  shared(message: Uint8Array): void;
  /**
   * The node under this soul reads differently now. Only of what has been read since it was last told, and of everything while a scope of more than one soul is open.
   * May be called often; gather and deliver once a turn.
   */
  changed(soul: string): void;
  /** A scope's state has changed; ask `scopeState`. */
  scopes(): void;
  /** state: 0 signing, 1 local, 2 relayed, 3 refused. outcomes: applied, superseded, duplicate, erased, deferred, refused. */
  receipt(id: number, state: number, replicas: number, changes: number, outcomes: number[], code: string, rule: string, value: string): void;
  /** roundTripMs and skewMs: -1 and 0 while unknown. state: 0 connecting, 1 online, 2 behind. node: did:key text or "". */
  relay(connection: number, state: number, roundTripMs: number, skewMs: number, node: string): void;
  /** The call in progress (or, outside one, what came from outside) broke a rule. */
  fail(code: string, rule: string, value: string, retryable: boolean): void;
}
