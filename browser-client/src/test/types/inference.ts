// Compiled, never run: what the types say of each call, exactly. Compiled once against the modules here, and once against
// the installed package.
import { open, SoulgraphError } from "soulgraph";
import type { Database, Element, ErrorCode, NodeRef, OpenOptions, Patch, Props, QueryChanges, Receipt, Snapshot, Status, StorageProvider } from "soulgraph";
import { folder } from "soulgraph/folder";
import { useNode, useQuery, useSet, useStatus } from "soulgraph/react";
import * as stores from "soulgraph/svelte";

type Person = { name: string; age: number; admin: boolean; photo: Uint8Array; boss: NodeRef<Person>; address: { city: string } };
type Post = { title: string; by: NodeRef<Person> };

/** True for the same type alone: `any` equals nothing but itself, and a union isn't taken apart. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Takes a value whose type is exactly the one named; any other wants a second argument that nobody has. */
declare function exactly<Wanted>(): <Got>(got: Got, ...no: Equal<Got, Wanted> extends true ? [] : [wanted: Wanted]) => void;

// @ts-expect-error the tool itself notices a wider type
exactly<string | number>()("text" as string);
// @ts-expect-error and any
exactly<string>()(JSON.parse("") as any);

export async function opening(): Promise<void> {
  exactly<Database>()(await open());
  exactly<StorageProvider>()(folder("data"));
  exactly<OpenOptions | undefined>()([] as unknown as Parameters<typeof open>[0]);
  await open({ storage: folder("data"), engine: "fallback" });
  await open({ storage: "memory", offline: true, relays: [], name: "a", network: "b" });
  // @ts-expect-error there is no such storage by name
  await open({ storage: "indexeddb" });
  // @ts-expect-error a misspelt option
  await open({ relay: ["ws://localhost:8420/gossip"] });
  // @ts-expect-error a list
  await open({ relays: "ws://localhost:8420/gossip" });
}

export async function reading(db: Database): Promise<void> {
  const anything = db.get("people/alice");
  exactly<NodeRef<Props>>()(anything);
  const alice = db.get<Person>("people/alice");
  exactly<NodeRef<Person>>()(alice);
  exactly<Snapshot<Person> | null | undefined>()(alice.value);
  exactly<Snapshot<Person> | null>()(await alice.once({ local: true, timeoutMs: 5 }));
  const stop = alice.on((value) => exactly<Snapshot<Person> | null | undefined>()(value));
  exactly<() => void>()(stop);
  const now = alice.value;
  if (!now) return;
  exactly<string | undefined>()(now.name);
  exactly<number | undefined>()(now.age);
  exactly<boolean | undefined>()(now.admin);
  exactly<Uint8Array | undefined>()(now.photo);
  exactly<NodeRef<Person> | undefined>()(now.boss);
  exactly<string>()(now.$soul);
  exactly<any>()(now["address.city"]);
  // @ts-expect-error read only
  now.age = 3;
  // @ts-expect-error a soul is a text
  db.get(7);
}

export async function following(db: Database): Promise<void> {
  const alice = db.get<Person>("people/alice");
  exactly<NodeRef<Person>>()(alice.follow("boss"));
  exactly<NodeRef<Person>>()(alice.follow("boss").follow("boss"));
  exactly<NodeRef<Person>>()(db.get<Post>("posts/1").follow("by"));
  exactly<NodeRef<Props>>()(alice.follow("somebody"));
  exactly<NodeRef<Props>>()(db.get("people/alice").follow("boss"));
  exactly<Snapshot<Person> | null>()(await alice.follow("boss").once());
}

export async function writing(db: Database): Promise<void> {
  const alice = db.get<Person>("people/alice");
  const patch: Patch<Person> = { name: "Alice", address: { city: null }, more: "keys are lawful" };
  exactly<Receipt>()(await alice.put(patch));
  await alice.put({ boss: alice, admin: false, photo: new Uint8Array(1), age: null, name: undefined });
  await alice.put({ "address.city": "Wien" });
  // @ts-expect-error no text
  await alice.put({ age: "old" });
  // @ts-expect-error no number, deeper down
  await alice.put({ address: { city: 7 } });
  // @ts-expect-error a link is made with a handle
  await alice.put({ boss: "people/bob" });
  const receipt = await alice.erase();
  exactly<"local" | "relayed" | "replicated" | "refused">()(receipt.state);
  exactly<number>()(receipt.outcomes.superseded);
  exactly<SoulgraphError | undefined>()(receipt.error);
  exactly<void>()(await receipt.when({ replicated: 2 }, { timeoutMs: 1 }));
  exactly<Receipt[]>()(await db.pending());
}

export async function sets(db: Database): Promise<void> {
  const posts = db.set<Post>("posts");
  const { node, receipt } = await posts.add({ title: "Hello" });
  exactly<NodeRef<Post>>()(node);
  exactly<Receipt>()(receipt);
  exactly<undefined>()((await db.set("tags").add("red")).node);
  for await (const post of posts.each({ limit: 2 })) {
    exactly<Element<Post>>()(post);
    exactly<string | undefined>()(post.title);
    exactly<NodeRef<Person> | undefined>()(post.by);
  }
  exactly<readonly Element<Post>[]>()(await posts.once());
  exactly<readonly Element<Post>[] | undefined>()(posts.value);
  posts.on((all) => exactly<readonly Element<Post>[] | undefined>()(all));
  // @ts-expect-error a title is a text
  await posts.add({ title: 7 });
}

export async function queries(db: Database): Promise<void> {
  const people = db.query<Person>({ prefix: "people" });
  exactly<readonly Snapshot<Person>[] | undefined>()(people.value);
  exactly<readonly Snapshot<Person>[]>()(await people.once());
  people.on((nodes, changes) => {
    exactly<readonly Snapshot<Person>[]>()(nodes);
    exactly<QueryChanges<Person>>()(changes);
    exactly<readonly string[]>()(changes.removed);
  });
  for await (const person of people.each()) exactly<string | undefined>()(person.name);
  for await (const any of db.query().each()) exactly<string>()(any.$soul);
  // @ts-expect-error a prefix is a text
  db.query({ prefix: 7 });
}

export async function committing(db: Database): Promise<void> {
  const receipt = await db.commit((tx) => {
    exactly<NodeRef<Post>>()(tx.add(db.set<Post>("posts"), { title: "x" }));
    exactly<void>()(tx.add("tags", "red"));
    exactly<void>()(tx.put(db.get<Person>("people/alice"), { name: "Alice" }));
  });
  exactly<Receipt>()(receipt);
}

export function telling(db: Database): ErrorCode | undefined {
  exactly<Status>()(db.status.value);
  db.status.on((status) => exactly<"connecting" | "online" | "behind" | "offline">()(status.state));
  exactly<"indexeddb" | "memory" | "folder">()(db.status.value.storage);
  return db.status.value.error?.code;
}

export function hooks(db: Database | null): void {
  const alice = useNode(db?.get<Person>("people/alice"));
  exactly<Snapshot<Person> | null | undefined>()(alice);
  exactly<Snapshot<Person> | null | undefined>()(useNode(alice?.boss));
  exactly<Snapshot<Props> | null | undefined>()(useNode(null));
  exactly<readonly Snapshot<Person>[] | undefined>()(useQuery(db?.query<Person>({ prefix: "people" })));
  exactly<readonly Snapshot<Person>[] | undefined>()(useQuery<Person>(db, { prefix: "people" }));
  exactly<readonly Snapshot<Props>[] | undefined>()(useQuery(db));
  exactly<readonly Element<Post>[] | undefined>()(useSet(db?.set<Post>("posts")));
  exactly<readonly Element<Post>[] | undefined>()(useSet<Post>(db, "posts"));
  exactly<Status | undefined>()(useStatus(db));
  // @ts-expect-error a handle, no soul
  useNode("people/alice");
  // @ts-expect-error a set of a database has a soul
  useSet(db);
  // @ts-expect-error a prefix is a text
  useQuery(db, { prefix: 7 });
  // @ts-expect-error a node is no set
  useSet(db?.get("posts"));
}

export function storing(db: Database | undefined): void {
  exactly<stores.Readable<Snapshot<Person> | null | undefined>>()(stores.node(db?.get<Person>("people/alice")));
  exactly<stores.Readable<readonly Snapshot<Person>[] | undefined>>()(stores.query<Person>(db, { prefix: "people" }));
  exactly<stores.Readable<readonly Snapshot<Person>[] | undefined>>()(stores.query(db?.query<Person>()));
  exactly<stores.Readable<readonly Element<Post>[] | undefined>>()(stores.set(db?.set<Post>("posts")));
  exactly<stores.Readable<readonly Element<Post>[] | undefined>>()(stores.set<Post>(db, "posts"));
  exactly<stores.Readable<Status | undefined>>()(stores.status(db));
  exactly<() => void>()(stores.node(db?.get<Person>("people/alice")).subscribe((value) => exactly<string | undefined>()(value?.name)));
  // @ts-expect-error a node is no set
  stores.set(db?.get("posts"));
}
