/** Sets and lists, who is present, and undo of what was written; part of `soulgraph`. */
import type { LiveQuery, QuerySpec } from "./queries.js";
import type { NodeRef, Patch, Props, Receipt, Snapshot, Wait } from "./soulgraph.js";

export interface SetRef<T extends Props = Props> {
  readonly soul: string;
  /**
   * What is known now: a list made anew with each reading. Undefined before the first answer, and until the first use of a
   * set or a query in this database has loaded what reads them.
   */
  readonly value: readonly Element<T>[] | undefined;
  /** Adds a plain value: a text, a finite number or a boolean. Not bytes. */
  add(value: string | number | boolean): Promise<{ node?: undefined; receipt: Receipt }>;
  /** Adds a new node below the set's soul, or an existing node as a link. */
  add(value: Patch<T> | NodeRef<any>): Promise<{ node: NodeRef<T>; receipt: Receipt }>;
  remove(element: NodeRef<any> | string | number | boolean): Promise<Receipt>;
  on(fn: (elements: readonly Element<T>[] | undefined) => void, options?: { signal?: AbortSignal }): () => void;
  once(wait?: Wait & { local?: boolean }): Promise<readonly Element<T>[]>;
  /** As of a node. */
  updates(options?: { signal?: AbortSignal }): AsyncIterable<readonly Element<T>[] | undefined>;
  /** Those of its elements that are nodes, filtered and ordered, as `Database.query` does it below a prefix. */
  query(spec?: Omit<QuerySpec<T>, "prefix">): LiveQuery<T>;
  /** The elements that are there, in the order of their keys (for added nodes: of their making). */
  each(options?: { limit?: number; signal?: AbortSignal }): AsyncIterable<Element<T>>;
}

/** A node's snapshot, or the value itself where the set holds plain values. */
export type Element<T extends Props> = Snapshot<T>;

/** An element of a list: the same object until it changes. */
export interface ListItem<T extends Props = Props> {
  /** Stays the element's own wherever it is moved. */
  readonly id: string;
  /** A node's snapshot, or the value itself. */
  readonly value: Snapshot<T>;
  /** Where the element is a node. */
  readonly node?: NodeRef<T>;
}

/** What a list takes: a new node's properties, a node that is there, or a plain value. */
export type ListValue<T extends Props> = Patch<T> | NodeRef<any> | string | number | boolean;

/** Indexes count the elements as they are here when the call is carried out. Wrong ones are refused as `input-invalid`. */
export interface ListWrites<T extends Props> {
  push(...values: ListValue<T>[]): void;
  insert(index: number, ...values: ListValue<T>[]): void;
  /** @param index where it lies when it has been taken out: 0 is the beginning */
  move(item: ListItem<T> | string, index: number): void;
  remove(item: ListItem<T> | string): void;
  replace(item: ListItem<T> | string, value: NodeRef<any> | string | number | boolean): void;
}

export interface Added<T extends Props> {
  readonly added: readonly { readonly id: string; readonly node?: NodeRef<T> }[];
  readonly receipt: Receipt;
}

/**
 * An ordered list. Two people can insert and move at the same time, and all see the same order; an element that both move
 * lies where the later one put it, never twice. Reading and writing take a time that grows with the list: it is meant for
 * what people put in order by hand. Its workings are a file of their own, loaded with the first use.
 */
export interface ListRef<T extends Props = Props> {
  readonly soul: string;
  /** Undefined before the first answer, and until the list's workings have been loaded by another call. */
  readonly value: readonly ListItem<T>[] | undefined;
  push(...values: ListValue<T>[]): Promise<Added<T>>;
  insert(index: number, ...values: ListValue<T>[]): Promise<Added<T>>;
  /** @param index where it lies when it has been taken out: 0 is the beginning */
  move(item: ListItem<T> | string, index: number): Promise<Receipt>;
  /** Takes the element out of the list. A node itself stays. */
  remove(item: ListItem<T> | string): Promise<Receipt>;
  /** Puts another value in the element's place. */
  replace(item: ListItem<T> | string, value: NodeRef<any> | string | number | boolean): Promise<Receipt>;
  on(fn: (items: readonly ListItem<T>[] | undefined) => void, options?: { signal?: AbortSignal }): () => void;
  once(wait?: Wait & { local?: boolean }): Promise<readonly ListItem<T>[]>;
  updates(options?: { signal?: AbortSignal }): AsyncIterable<readonly ListItem<T>[] | undefined>;
  each(options?: { signal?: AbortSignal }): AsyncIterable<ListItem<T>>;
}

export interface HistoryOptions {
  /** Only what is written to this soul or below it. Default: everything. */
  prefix?: string;
  /** How many commits are remembered. Default 100. */
  limit?: number;
}

/**
 * One's own writes, commit by commit, of this database object: neither those of other tabs nor those before a reload.
 * Erases can't be undone, and refused writes are taken back anyway.
 */
export interface History {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /**
   * Puts back what was there before the latest commit, under those of its keys that still hold what it wrote: what others
   * have overwritten since stays theirs. A commit of which nothing is left is passed over.
   *
   * @returns the receipt of the write that did it, or null: there was nothing to undo
   */
  undo(): Promise<Receipt | null>;
  /** The same for what was undone last, until something else is written. */
  redo(): Promise<Receipt | null>;
  /** Forgets everything. */
  clear(): void;
  /** Called when `canUndo` or `canRedo` may have changed. */
  on(fn: () => void, options?: { signal?: AbortSignal }): () => void;
  /** Remembers no more. */
  close(): void;
}

/** Its workings are a file of their own, loaded with the first use: what `set` refuses until then is reported as an uncaught error. */
export interface Presence<V = any> {
  readonly soul: string;
  /** Those who are there, oneself among them: the same list until something changes. Others only while it is watched. */
  readonly value: readonly Present<V>[];
  /**
   * Says what one is doing there: what JSON can hold, at most 1024 bytes of it (else `value-too-large`). It is told at
   * most ten times a second, the last word always, and holds until `leave`, or until the connection ends.
   */
  set(value: V): void;
  leave(): void;
  /** Called with the list now and after every change. Returns the function that stops it. */
  on(fn: (present: readonly Present<V>[]) => void, options?: { signal?: AbortSignal }): () => void;
}

/** Somebody who is there, in one tab or program. The value is what they say themselves: check it before you use it. */
export interface Present<V = any> {
  readonly author: string;
  /** Tells apart what one author has open at the same time. */
  readonly instance: string;
  readonly value: V;
  /** Whether it was said here. */
  readonly own: boolean;
}
