/**
 * Stores as Svelte takes them: `subscribe` calls back at once and after each change, and gives the function that stops
 * it. They need no Svelte. Each reads while somebody subscribes; what it gives is `undefined` without a database or a
 * handle, so components can be drawn before `open` has resolved, and on a server.
 *
 * @example
 * <script>
 *   import { node } from "soulgraph/svelte";
 *   let { db } = $props();
 *   const alice = node(db.get("people/alice"));
 * </script>
 * <p>{$alice?.name}</p>
 */
import type { Fields, ModelRef, Read } from "./model.js";
import type {
  Database,
  Element,
  ListItem,
  ListRef,
  NodeRef,
  Props,
  QuerySpec,
  Results,
  SetRef,
  Snapshot,
  Status,
} from "./soulgraph.js";

type Absent = null | undefined;

/** Svelte's contract, and what its own type of this name takes. */
export interface Readable<T> {
  /** Calls `run` with the value now, before it returns, and whenever it has changed. */
  subscribe(this: void, run: (value: T) => void): () => void;
}

/** A node's snapshot. `null`: known to be absent. `undefined`: not known yet. */
export function node<T extends Props = Props>(ref: NodeRef<T> | Absent): Readable<Snapshot<T> | null | undefined>;
/** As the node's model reads it. */
export function node<F extends Fields>(ref: ModelRef<F>): Readable<Read<F> | null | undefined>;

/**
 * The nodes that a query finds, in the order of their souls; `undefined` before the first answer. The same list until
 * something changes.
 */
export function query<N = Snapshot<Props>>(query: Results<N> | Absent): Readable<readonly N[] | undefined>;
export function query<T extends Props = Props>(
  db: Database | Absent,
  spec?: QuerySpec<T>,
): Readable<readonly Snapshot<T>[] | undefined>;

/** A set's elements, in the order of their keys; `undefined` before the first answer. */
export function set<T extends Props = Props>(set: SetRef<T> | Absent): Readable<readonly Element<T>[] | undefined>;
export function set<T extends Props = Props>(
  db: Database | Absent,
  soul: string,
): Readable<readonly Element<T>[] | undefined>;

/** The database's status; `undefined` without one. */
export function status(db: Database | Absent): Readable<Status | undefined>;

/** A list's items in their order; `undefined` before the first answer. The same list until something changes. */
export function list<T extends Props = Props>(list: ListRef<T> | Absent): Readable<readonly ListItem<T>[] | undefined>;
export function list<T extends Props = Props>(
  db: Database | Absent,
  soul: string,
): Readable<readonly ListItem<T>[] | undefined>;
