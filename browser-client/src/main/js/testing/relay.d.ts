/** The line to the compiled node (Java's RelayModule), as `engine.d.ts` is that to the core. */
import type { Host } from "../engine.js";

export type RelayHost = Pick<Host, "now" | "random" | "sign" | "later" | "verify" | "send" | "disconnect" | "fail">;

export interface RelayModule {
  create(host: RelayHost, network: string, key: Uint8Array): Relay;
}

export interface Relay {
  /** Connections are numbered by the caller, never reused. */
  connected(connection: number): void;
  /** One frame, never packed. */
  received(connection: number, frame: Uint8Array): void;
  disconnected(connection: number): void;
  signed(token: number, signature: Uint8Array | null): void;
  verified(token: number, valid: boolean): void;
  /** To be called about once a second. */
  tick(): void;
  /** Refuses all commits from now on, with an empty code none. Returns whether there is such a code. */
  deny(code: string, rule: string): boolean;
}
