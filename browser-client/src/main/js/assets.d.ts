/**
 * What the build generates beside these modules (`assets.js`): the compiled core and Bouncy Castle, each as Wasm GC
 * and as JavaScript. Importing it loads nothing; each function loads its file when it is called.
 */
import type { EngineModule } from "./engine.js";

export type Build = "wasm" | "fallback";

/** Ed25519 where WebCrypto has none. Keys and seeds are 32 raw bytes. */
export interface BouncyCastle {
  publicKey(seed: Uint8Array): Uint8Array;
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** Cofactorless: also refuses an R that is not of prime order. */
  verify(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean;
}

/** A part that is loaded when it is first used; see later.js. */
export interface Part<T> {
  start(session: import("./session.js").Session, classes: Parameters<typeof import("./later/borrowed.js").borrow>[0]): T;
}

export function loadQueries(): Promise<Part<import("./queries/queries.js").Queries>>;
export function loadMore(): Promise<Part<import("./more/more.js").More>>;
export function loadEngine(build: Build): Promise<EngineModule>;
export function loadTogether(): Promise<Part<import("./together/together.js").Together>>;
export function loadBouncyCastle(build: Build): Promise<BouncyCastle>;
/** In the package alone: a node in memory, for tests of applications. */
export function loadRelay(build: Build): Promise<import("./testing/relay.js").RelayModule>;
