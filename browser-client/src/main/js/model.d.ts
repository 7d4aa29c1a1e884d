/**
 * Models: a node's shape, declared once. It gives the types, the defaults when reading, and the checks when writing.
 *
 * @example
 * import { boolean, link, model, number, text, type Infer } from "soulgraph/model";
 * const Person = model({
 *   name: text({ max: 80 }),
 *   age: number({ min: 0 }).optional(),
 *   done: boolean().default(false),
 *   // A getter, as TypeScript wants it where a model names itself.
 *   get boss() {
 *     return link(() => Person).optional();
 *   },
 * });
 * type Person = Infer<typeof Person>;
 * await Person.get(db, "people/alice").put({ age: 34 });
 *
 * A model is this program's own view. Others may have written anything, so reading is defined for all that there can be:
 * a key that the model doesn't name is left out; an optional one that breaks its rules is left out, too, and one with a
 * default has its default; a node that lacks something required, or holds it in another form, reads as `null`, and is
 * left out of sets and queries. `problems` says why; the node without its model shows what there is.
 */
import type { Database, NodeRef, Operators, Receipt, Results, Snapshot, Wait } from "./soulgraph.js";

type Presence = "required" | "optional" | "default" | "counter";

/** What one key holds. `P` says what there is when nobody has written it. */
export interface Field<V, P extends Presence = "required"> {
  /** May be missing. */
  optional(): Field<V, "optional">;
  /** Reads as this where it is missing or ill-formed; is never written by itself. Must keep the field's own rules. */
  default(value: V): Field<V, "default">;
  readonly presence: P;
}

export interface LinkField<M, P extends Presence = "required"> extends Field<ModelRef<any>, P> {
  optional(): LinkField<M, "optional">;
  readonly target?: () => M;
}

/** @param rules lengths in UTF-16 units */
export function text(rules?: { min?: number; max?: number; pattern?: RegExp }): Field<string>;
export function number(rules?: { min?: number; max?: number; integer?: boolean }): Field<number>;
export function boolean(): Field<boolean>;
export function bytes(rules?: { min?: number; max?: number }): Field<Uint8Array>;
/** One of these values. */
export function oneOf<const V extends string | number | boolean>(...values: V[]): Field<V>;
/** A counter: written by `increment` alone, 0 where nobody has counted. */
export function counter(): Field<number, "counter">;
/** A node, of which nothing is known. */
export function link(): Field<NodeRef>;
/** A node of a model; a function, so that models can name each other and themselves. */
export function link<M>(target: () => M): LinkField<M>;

/** Keys and their fields; unchecked, as a model that names itself can't be checked before it is there. */
export type Fields = { readonly [key: string]: any };
type Keys<F, P extends Presence> = { [K in keyof F]: F[K] extends Field<any, infer Q> ? (Q extends P ? K : never) : never }[keyof F];
type Value<F> = F extends LinkField<infer M, any> ? (M extends Model<infer G> ? ModelRef<G> : never) : F extends Field<infer V, any> ? V : never;
/** What can be given: a handle with or without its model. */
type Given<F> = F extends LinkField<infer M, any> ? (M extends Model<infer G> ? ModelRef<G> | NodeRef<any> : never) : F extends Field<infer V, any> ? V : never;

/** What reading gives. Frozen, and the same object until something changes. */
export type Read<F extends Fields> = { readonly [K in Keys<F, "required" | "default" | "counter">]: Value<F[K]> } & {
  readonly [K in Keys<F, "optional">]?: Value<F[K]>;
} & {
  /** The node's soul (not enumerable). */
  readonly $soul: string;
};
/** What `put` takes; `null` deletes, so that a default holds again. */
export type Change<F extends Fields> = { [K in Keys<F, "required">]?: Given<F[K]> } & {
  [K in Keys<F, "optional" | "default">]?: Given<F[K]> | null;
};
/** What makes a new node: all that is required. */
export type Whole<F extends Fields> = { [K in Keys<F, "required">]: Given<F[K]> } & {
  [K in Keys<F, "optional" | "default">]?: Given<F[K]> | null;
};
/** What reading a model's node gives. */
export type Infer<M> = M extends Model<infer F> ? Read<F> : never;

type LinksOf<F> = { [K in keyof F]: F[K] extends LinkField<any, any> ? K : never }[keyof F] & string;
type TargetOf<F> = F extends LinkField<infer M, any> ? (M extends Model<infer G> ? G : never) : never;

export interface ModelQuery<F extends Fields> {
  where?: {
    [K in keyof F]?: Given<F[K]> | (K extends Keys<F, "optional"> ? null : never) | Operators<Given<F[K]>>;
  };
  filter?: (node: Read<F>) => boolean;
  order?: (keyof F & string) | { key: keyof F & string; desc?: boolean } | readonly ((keyof F & string) | { key: keyof F & string; desc?: boolean })[];
  limit?: number;
  after?: { readonly [K in keyof F]?: unknown } & { readonly $soul: string };
  before?: { readonly [K in keyof F]?: unknown } & { readonly $soul: string };
}

export interface Problem {
  readonly key: string;
  readonly rule: string;
  readonly value: unknown;
}

export interface Model<F extends Fields> {
  /** A handle on a node. No I/O; the same one for the same soul. */
  get(db: Database, soul: string): ModelRef<F>;
  /** A handle that is there, with this model. */
  of(node: NodeRef<any>): ModelRef<F>;
  /** A handle on a set of nodes of this model. */
  set(db: Database, soul: string): ModelSet<F>;
  /** A query that sees nodes as this model reads them, defaults included. */
  query(db: Database, spec?: ModelQuery<F> & { prefix?: string }): Results<Read<F>>;
  /** What is made of a snapshot; `null` where the node isn't there or lacks what is required. */
  read(snapshot: Snapshot<any>): Read<F> | null;
  read(snapshot: Snapshot<any> | null | undefined): Read<F> | null | undefined;
  /** What a snapshot lacks, or holds in another form. */
  problems(snapshot: Snapshot<any> | null | undefined): Problem[];
  /**
   * What `put` would write, under flat keys. Throws with code `model-invalid` what breaks a rule; the error's `key` names
   * it.
   *
   * @param options `whole`: a new node, which has all that is required
   */
  check(patch: Change<F>, options?: { whole?: boolean }): Record<string, unknown>;
}

/** As `NodeRef`, with a model between. `put`, also of a commit, is refused with code `model-invalid`. */
export interface ModelRef<F extends Fields> {
  readonly soul: string;
  /** The handle without the model. */
  readonly node: NodeRef;
  /** `null`: known to be absent, or not whole. `undefined`: not known yet. */
  readonly value: Read<F> | null | undefined;
  once(wait?: Wait & { local?: boolean }): Promise<Read<F> | null>;
  on(fn: (value: Read<F> | null | undefined) => void, options?: { signal?: AbortSignal }): () => void;
  updates(options?: { signal?: AbortSignal }): AsyncIterable<Read<F> | null | undefined>;
  put(patch: Change<F>): Promise<Receipt>;
  increment(counter: Keys<F, "counter"> & string, by?: number): Promise<Receipt>;
  erase(options?: { prefix?: boolean }): Promise<Receipt>;
  follow<K extends LinksOf<F>>(key: K): ModelRef<TargetOf<F[K]>>;
  /** As of the model; what commits call. */
  check(patch: Change<F>): unknown;
}

/** As `SetRef` for nodes, with a model between. */
export interface ModelSet<F extends Fields> {
  readonly soul: string;
  readonly value: readonly Read<F>[] | undefined;
  /** A new node, or one that is there. */
  add(value: Whole<F> | ModelRef<F> | NodeRef<any>): Promise<{ node: ModelRef<F>; receipt: Receipt }>;
  remove(element: ModelRef<any> | NodeRef<any>): Promise<Receipt>;
  query(spec?: ModelQuery<F>): Results<Read<F>>;
  on(fn: (nodes: readonly Read<F>[]) => void, options?: { signal?: AbortSignal }): () => void;
  once(wait?: Wait & { local?: boolean }): Promise<readonly Read<F>[]>;
  updates(options?: { signal?: AbortSignal }): AsyncIterable<readonly Read<F>[]>;
  /** As of the model; what commits call. */
  check(value: Whole<F> | ModelRef<F> | NodeRef<any>): unknown;
}

export function model<F extends Fields>(fields: F): Model<F>;
