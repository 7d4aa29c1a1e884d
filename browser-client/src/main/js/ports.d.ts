/** The ports of this side: what stands behind each can be exchanged without the others knowing. */

/** Object stores by the names of `engine.d.ts`; `identity` never crosses that line. */
export type StoreName = "records" | "pending" | "meta";

/** What a transaction does, in this order. Without a value, the key is deleted. */
export type Operation = { store: StoreName; key: number | string; value: Uint8Array | null };

export interface Loaded {
  records: [number, Uint8Array][];
  pending: [number, Uint8Array][];
  meta: [string, Uint8Array][];
  /** How often the lead was taken over. */
  epoch?: number | undefined;
}

/** Records without a value are gone. */
export interface Missed extends Omit<Loaded, "records"> {
  records: [number, Uint8Array | null][];
  epoch: number;
}

/** Of a relay, from the tab that is connected to it. */
export interface RelayNews {
  url: string;
  state: import("./soulgraph.js").Connectivity;
  failed: boolean;
  node: string;
  roundTripMs: number;
  skewMs: number;
  error: { code: string; rule: string; value: unknown; retryable: boolean } | null;
}

/** What tabs tell each other: of commits, as bytes from the core; else one of these. */
export type TabMessage =
  | Uint8Array
  | {
      /** Begins to lead. */
      lead?: boolean;
      /** Does the leader still answer? */
      alive?: boolean;
      here?: boolean;
      /** Whose wishes these are: all of them, or one scope opened or closed. */
      tab?: string;
      hello?: {
        offline: boolean;
        relays: string[];
        scopes: [number, string][];
        present?: [string, string | null][];
        attend?: string[];
      };
      use?: [number, string, boolean];
      /** What its user does at a soul, as `engine.present`; where it wants to know who is there. */
      present?: [string, string | null];
      attend?: [string, boolean];
      /** From the leader: what it has kept, which scopes are level, how it is connected. */
      kept?: Operation[];
      levels?: [number, string, boolean][];
      relays?: RelayNews[];
      /** From the leader: who is at a soul. */
      there?: [string, readonly import("./collections.js").Present[]];
    };

export interface Identity {
  publicKey: Uint8Array;
  /** Signs and can't be exported; absent where WebCrypto has no Ed25519. */
  key?: CryptoKey;
  /** AES-GCM, can't be exported: what the seed is wrapped with. */
  wrapping?: CryptoKey;
  /** 12 bytes of nonce, then the ciphertext. */
  wrapped?: Uint8Array;
  /** As it is, where there is no WebCrypto at all. */
  seed?: Uint8Array;
}

export interface Storage {
  readonly kind: "indexeddb" | "memory" | "folder";
  /** Whether the browser has promised not to make room at its cost; where there is none, undefined. */
  readonly persistent?: boolean;
  load(): Promise<Loaded>;
  /**
   * With an `epoch`, several tabs share it: unless the storage's is the same, nothing but a tab's own commits is
   * written, and the answer is false. Else all or nothing; resolves once done, with
   * `strict` once on the disk.
   */
  write(operations: Operation[], strict: boolean, epoch?: number): Promise<boolean | void>;
  /** For who shares it with other tabs. */
  readonly database?: IDBDatabase;
  readIdentity(): Promise<Identity | undefined>;
  /** Keeps the candidate unless there is an identity already; resolves with the one that is kept. */
  claimIdentity(candidate: Identity): Promise<Identity>;
  replaceIdentity(identity: Identity): Promise<void>;
  close(): void | Promise<void>;
}

export interface StorageProvider {
  /** Several tabs have it open at once, and each tells the others what it stores. */
  readonly shared: boolean;
  /** `changed` is called when `persistent` has. */
  open(name: string, network: string, lost: Lost, changed: () => void): Promise<Storage>;
}

/** In what a page and Node differ. */
export interface Platform {
  /** What `storage: "auto"` stands for; without it, memory. */
  storage?: StorageProvider;
  /** As `new WebSocket(url)`. */
  connect(url: string): WebSocket;
}

export interface Signer {
  readonly kind: "webcrypto" | "bouncycastle";
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
  verify(key: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
}

/** Told when the storage is gone; what is in memory goes on. */
export type Lost = (error: import("./errors.js").SoulgraphError) => void;
