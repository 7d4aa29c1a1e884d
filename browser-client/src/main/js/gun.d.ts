/**
 * The chain that applications written for GUN use, on a Soulgraph database: signed, durable, and without a relay that
 * has to be trusted. What differs from GUN is in docs/FROM_GUN.md.
 *
 * @example
 * import Gun from "soulgraph/gun";
 * const gun = Gun("http://localhost:8420/gossip");
 * gun.get("todo").map().on((item, id) => show(id, item));
 * gun.get("todo").set({ title: "Buy bread", done: false });
 */
import type { OpenOptions } from "./soulgraph.js";

export interface Options extends Pick<OpenOptions, "network" | "storage" | "engine"> {
  /** Nodes' addresses; `http` stands for `ws`, and `/gun` or nothing for `/gossip`. */
  peers?: string | string[];
  /** The database's name, `gun` by default. */
  name?: string;
  /** What else GUN takes is passed over. */
  [option: string]: unknown;
}

/** `lack`: no relay has answered in time; it will be sent all the same. */
export interface Ack {
  ok?: true;
  err?: string;
  lack?: true;
}

/** A node as a plain object with its soul in `_["#"]`, links as `{ "#": soul }`; or a plain value; or nothing. */
export type Data = any;

export interface Message {}
export interface Event {
  off(): void;
}

export interface Chain {
  /** The node that a key links to, or the property. */
  get(key: string | number, cb?: (data: Data, key: string) => void): Chain;
  /** `get` after `get`; a text is parted at its dots. */
  path(path: string | readonly (string | number)[]): Chain;
  /** Everything that a node holds. `fn` may leave something out (`undefined`) or give something else. */
  map(fn?: (data: Data, key: string) => Data): Chain;
  /** The chain that this one was made from; `-1`: the root. */
  back(steps?: number): any;
  opt(options: Options): this;
  /** An object within an object is a node of its own. `null` deletes. Arrays are refused. */
  put(data: Data, cb?: (ack: Ack) => void): this;
  /** Adds an item: an object as a node of its own, a chain as a link. Gives the item's chain. */
  set(item: Data, cb?: (ack: Ack) => void): Chain;
  /** With what is there and after every change; `null` once it has been deleted. `this` is the item's chain. */
  on(
    cb: (this: Chain, data: Data, key: string, message: Message, event: Event) => void,
    options?: { change?: boolean },
  ): this;
  /** Once; after `map`, once for each, those too that come later. `undefined`: there is nothing. */
  once(cb?: (this: Chain, data: Data, key: string) => void, options?: { wait?: number }): this;
  /** Ends what `on` has begun on this very chain. */
  off(): this;
}

export interface UserAck {
  ok?: 0;
  err?: string;
  pub?: string;
}

/** Whoever has signed in; as a chain their own node, `~PUB`. */
export interface User extends Chain {
  readonly is?: { readonly alias: string; readonly pub: string };
  /** Makes an account and signs in. The password has 8 characters at least. */
  create(alias: string, password: string, cb?: (ack: UserAck) => void): this;
  auth(alias: string, password: string, cb?: (ack: UserAck) => void): this;
  /** Signs in whoever was signed in when this tab was loaded last. */
  recall(options?: { sessionStorage?: boolean }, cb?: (ack: UserAck) => void): this;
  leave(): this;
}

export interface Root extends Omit<Chain, "on" | "put" | "set"> {
  /** `auth`: somebody has signed in. `hi` and `bye`: a relay has come or gone. */
  on(event: "auth" | "hi" | "bye", listener: (value: any) => void): this;
  user(): User;
  user(pub: string): Chain;
  /** Waits until what was put is kept here, then lets go of everything. Not of GUN's. */
  close(): Promise<void>;
}

declare const Gun: {
  new (options?: Options | string | string[]): Root;
  (options?: Options | string | string[]): Root;
  is(value: unknown): boolean;
};
export default Gun;
