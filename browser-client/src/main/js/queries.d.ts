/** Queries; part of `soulgraph`. */
import type { Props, Snapshot, Wait } from "./soulgraph.js";

/** What can be said of one property. Several conditions hold together. */
export interface Operators<V> {
  /** Below, of the same kind: numbers, texts (by UTF-16 units), `false` before `true`. Other kinds never fit. */
  lt?: V;
  lte?: V;
  gt?: V;
  gte?: V;
  /** Any other value, or none. */
  not?: V | null;
  in?: readonly (V | null)[];
  startsWith?: V extends string ? string : never;
  /** Whether there is a value. */
  exists?: boolean;
}

/** A value alone means that it is equal, a handle that it is a link there; `null`, that there is none. */
export type Condition<V> = V | null | Operators<V>;

export type Where<T> = { [K in keyof T]?: Condition<T[K] extends boolean ? boolean : T[K]> } & {
  [key: string]: unknown;
};

/** A key, upwards, or with `desc` downwards. */
export type OrderBy<T> = KeyOf<T> | { key: KeyOf<T>; desc?: boolean };
export type KeyOf<T> = (keyof T & string) | (string & {});

/** Where a page begins or ends: a result, or an object with its `$soul` and the values that it is ordered by. */
export type Cursor<T> = Partial<T> & { readonly $soul: string };

export interface QuerySpec<T extends Props = Props> {
  /** Whole segments: `people` covers `people` and `people/alice`, not `peopleware`. Default: everything. */
  prefix?: string;
  /** Equalities are answered by an index, which is built when the first query needs it. */
  where?: Where<T>;
  /**
   * A test beside `where`. It must always say the same of the same snapshot. Keep the function: queries with the same
   * one share their work.
   */
  filter?: (node: Snapshot<T>) => boolean;
  /**
   * What lacks the key comes last, of equals the lesser soul first. Kinds compare as `false`, `true`, numbers, texts,
   * links, bytes. Default: the souls.
   */
  order?: OrderBy<T> | readonly OrderBy<T>[];
  /** At most so many: the first ones, or, with `before` alone, the last ones before it. */
  limit?: number;
  /** Those after this one in the order, which needn't be there any more. So pages stay stable under inserts. */
  after?: Cursor<T>;
  before?: Cursor<T>;
}

/** Nodes found by a query. `T` is the shape that the nodes have. */
export type LiveQuery<T extends Props = Props> = Results<Snapshot<T>>;
export type QueryChanges<T extends Props = Props> = Changes<Snapshot<T>>;
export type QueryStep<T extends Props = Props> = Step<Snapshot<T>>;

/**
 * What a query finds, `N` being what each node reads as. Its workings are a file of their own (6 kB), loaded with the first
 * use. A wrong specification rejects then with `input-invalid`, or is reported as an uncaught error by `on`.
 */
export interface Results<N> {
  /**
   * Undefined before the first answer, and of a query that is more than a prefix until its workings have been loaded.
   * While somebody watches, the same list until something changes; otherwise read and sorted anew with each reading.
   */
  readonly value: readonly N[] | undefined;
  /**
   * Called with all that is found, when it is first known and after each turn that changed it. `changes` holds what
   * differs from the last call. The list is frozen, the same for all queries of the same specification, and a new one
   * with each call: copying its pointers is all that a call costs besides what changed. Nodes that haven't changed are the
   * same objects.
   */
  on(fn: (nodes: readonly N[], changes: Changes<N>) => void, options?: { signal?: AbortSignal }): () => void;
  /** As `on`, without the list: a call costs as much as has changed, however long the list is. */
  changes(fn: (changes: Changes<N>) => void, options?: { signal?: AbortSignal }): () => void;
  /**
   * The lists that `on` would give, until the signal or the loop ends it. Who takes their time gets the latest and not
   * those before it.
   */
  updates(options?: { signal?: AbortSignal }): AsyncIterable<readonly N[]>;
  once(wait?: Wait & { local?: boolean }): Promise<readonly N[]>;
  /** The first, or the last, of those that are shown. */
  first(wait?: Wait & { local?: boolean }): Promise<N | null>;
  last(wait?: Wait & { local?: boolean }): Promise<N | null>;
  /** How many there are, whatever `limit`, `after` and `before` say. */
  count(wait?: Wait & { local?: boolean }): Promise<number>;
  each(options?: { limit?: number; signal?: AbortSignal }): AsyncIterable<N>;
}

export interface Changes<N> {
  /** New or different. */
  readonly put: readonly N[];
  /** The souls of those that are gone. */
  readonly removed: readonly string[];
  /** Done one after the other they turn the last list into this one. */
  readonly steps: readonly Step<N>[];
  /** How many there are, whatever `limit`, `after` and `before` say. */
  readonly total: number;
}

export type Step<N> =
  | { readonly type: "insert"; readonly index: number; readonly node: N }
  | { readonly type: "remove"; readonly index: number; readonly soul: string }
  | { readonly type: "update"; readonly index: number; readonly node: N }
  /** Taken out at `from`, then put in at `index`; `node` is what it is now. */
  | { readonly type: "move"; readonly from: number; readonly index: number; readonly node: N };
