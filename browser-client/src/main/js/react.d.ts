/**
 * Hooks for React 18 and later. Each draws the component again when what it reads has changed, and then alone.
 *
 * They take `null` and `undefined` in place of a database or a handle, and give `undefined`: so components can be drawn
 * before `open` has resolved, and on a server. While a page takes over what a server has drawn they give `undefined` too.
 *
 * @example
 * import { useNode } from "soulgraph/react";
 * function Name({ db }) {
 *   const alice = useNode(db?.get("people/alice"));
 *   return <p>{alice?.name}</p>;
 * }
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

/** A node's snapshot. `null`: known to be absent. `undefined`: not known yet. */
export function useNode<T extends Props = Props>(ref: NodeRef<T> | Absent): Snapshot<T> | null | undefined;
/** As the node's model reads it. */
export function useNode<F extends Fields>(ref: ModelRef<F>): Read<F> | null | undefined;

/**
 * The nodes that a query finds, in the order of their souls; `undefined` before the first answer. The same list until
 * something changes.
 *
 * @param query one that is kept: one made with each drawing is asked anew with each; name its content instead
 */
export function useQuery<N = Snapshot<Props>>(query: Results<N> | Absent): readonly N[] | undefined;
/** @param spec may be written anew with each drawing: its content decides */
export function useQuery<T extends Props = Props>(
  db: Database | Absent,
  spec?: QuerySpec<T>,
): readonly Snapshot<T>[] | undefined;

/**
 * A set's elements, in the order of their keys; `undefined` before the first answer. The same list until something
 * changes.
 *
 * @param set one that is kept, as of a query
 */
export function useSet<T extends Props = Props>(set: SetRef<T> | Absent): readonly Element<T>[] | undefined;
export function useSet<T extends Props = Props>(
  db: Database | Absent,
  soul: string,
): readonly Element<T>[] | undefined;

/** The database's status; `undefined` without one, and on a server. */
export function useStatus(db: Database | Absent): Status | undefined;

/** A list's items in their order; `undefined` before the first answer. The same list until something changes. */
export function useList<T extends Props = Props>(list: ListRef<T> | Absent): readonly ListItem<T>[] | undefined;
export function useList<T extends Props = Props>(
  db: Database | Absent,
  soul: string,
): readonly ListItem<T>[] | undefined;
