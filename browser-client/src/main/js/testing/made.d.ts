/** Made by the build of `inside.js`: with each call its modules are there once more. */
import type * as Assets from "../assets.js";

export interface Given {
  setTimeout(fn: () => void, ms?: number): number;
  clearTimeout(timer: number | undefined): void;
  setInterval(fn: () => void, ms: number): number;
  clearInterval(timer: number | undefined): void;
  Date: { now(): number };
  Math: typeof Math;
  crypto: { subtle: SubtleCrypto | undefined; getRandomValues<T extends ArrayBufferView>(array: T): T };
  /** None: packing would answer at a time of its own. */
  CompressionStream: undefined;
  assets: Pick<typeof Assets, "loadEngine" | "loadBouncyCastle" | "loadRelay">;
}

export function make(given: Given): typeof import("./inside.js");
