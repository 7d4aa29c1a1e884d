// Compiled, never run: what the types say of each call, exactly. Compiled once against the modules here, and once against
// the installed package.
import { open, SoulgraphError } from "soulgraph";
import type { Database, Element, ErrorCode, ListItem, NodeRef, OpenOptions, Patch, Props, QueryChanges, Receipt, Snapshot, Status, StorageProvider } from "soulgraph";
import { folder } from "soulgraph/folder";
import { useList, useNode, useQuery, useSet, useStatus } from "soulgraph/react";
import { boolean, bytes, counter, link, model, number, oneOf, text } from "soulgraph/model";
import type { Infer, ModelRef } from "soulgraph/model";
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

export async function filtering(db: Database): Promise<void> {
  const adults = db.query<Person>({
    prefix: "people",
    where: { age: { gte: 18, not: 20 }, name: { startsWith: "A" }, admin: true, boss: null, more: { exists: true } },
    filter: (person) => person.age !== 7,
    order: ["name", { key: "age", desc: true }],
    limit: 20,
  });
  exactly<Snapshot<Person> | null>()(await adults.first());
  exactly<Snapshot<Person> | null>()(await adults.last({ local: true }));
  exactly<number>()(await adults.count());
  const [last] = (await adults.once()).slice(-1);
  db.query<Person>({ order: "name", after: last, before: { $soul: "people/zoe", name: "Zoe" } });
  const stop = adults.changes(({ put, steps, total }) => {
    exactly<readonly Snapshot<Person>[]>()(put);
    exactly<number>()(total);
    for (const step of steps) if (step.type === "move") exactly<number>()(step.from);
  });
  exactly<() => void>()(stop);
  for await (const people of adults.updates()) exactly<readonly Snapshot<Person>[]>()(people);
  for await (const alice of db.get<Person>("people/alice").updates()) exactly<Snapshot<Person> | null | undefined>()(alice);
  exactly<number | undefined>()((await db.set<Person>("team").query({ where: { age: 3 } }).first())?.age);
  // @ts-expect-error an age is a number
  db.query<Person>({ where: { age: "old" } });
  // @ts-expect-error compared with its own kind
  db.query<Person>({ where: { age: { lt: "old" } } });
  // @ts-expect-error numbers don't begin
  db.query<Person>({ where: { age: { startsWith: "4" } } });
  // @ts-expect-error no such operator
  db.query<Person>({ where: { age: { above: 4 } } });
  // @ts-expect-error a misspelt option
  db.query<Person>({ sort: "name" });
  // @ts-expect-error a cursor has a soul
  db.query<Person>({ after: { name: "Zoe" } });
  // @ts-expect-error a set is no prefix
  db.set<Person>("team").query({ prefix: "team" });
}

export async function collections(db: Database): Promise<void> {
  exactly<Receipt>()(await db.get<Person>("people/alice").increment("age", 2));
  await db.get("people/alice").increment("anything");
  // @ts-expect-error a name can't be counted
  await db.get<Person>("people/alice").increment("name");
  const list = db.list<Post>("list");
  const { added, receipt } = await list.push({ title: "a" }, db.get("b"));
  exactly<NodeRef<Post> | undefined>()(added[0]?.node);
  exactly<Receipt>()(receipt);
  const [item] = await list.once();
  if (!item) return;
  exactly<string | undefined>()(item.value.title);
  exactly<NodeRef<Post> | undefined>()(item.node);
  exactly<Receipt>()(await list.move(item, 0));
  exactly<Receipt>()(await list.remove(item.id));
  // @ts-expect-error a title is a text
  await list.push({ title: 7 });
  const history = await db.history({ prefix: "people", limit: 3 });
  exactly<Receipt | null>()(await history.undo());
  exactly<boolean>()(history.canRedo);
  await db.commit((tx) => {
    exactly<void>()(tx.increment("a", "n"));
    exactly<void>()(tx.list(list).push({ title: "b" }));
  });
  exactly<Receipt>()(await receipt.retry());
}

const Human = model({
  name: text({ max: 80 }),
  age: number({ min: 0 }).optional(),
  done: boolean().default(false),
  mood: oneOf("good", "bad").default("good"),
  likes: counter(),
  photo: bytes().optional(),
  "address.city": text().optional(),
  get boss() {
    return link(() => Human).optional();
  },
});
type Human = Infer<typeof Human>;
const Note = model({ title: text(), by: link(() => Human), about: link().optional() });

export async function modelling(db: Database): Promise<void> {
  const alice = Human.get(db, "people/alice");
  const now = await alice.once();
  if (!now) return;
  exactly<Human>()(now);
  exactly<string>()(now.name);
  exactly<number | undefined>()(now.age);
  exactly<boolean>()(now.done);
  exactly<"good" | "bad">()(now.mood);
  exactly<number>()(now.likes);
  exactly<string | undefined>()(now["address.city"]);
  exactly<string>()(now.$soul);
  exactly<Receipt>()(await alice.put({ name: "Alice", age: null, boss: db.get("people/bob"), done: null }));
  await alice.put({ boss: Human.get(db, "people/bob") });
  exactly<Receipt>()(await alice.increment("likes"));
  exactly<string | undefined>()((await alice.follow("boss").once())?.name);
  exactly<string | undefined>()((await Note.get(db, "n").follow("by").follow("boss").once())?.name);
  const { node } = await Note.set(db, "notes").add({ title: "x", by: alice });
  exactly<string | undefined>()(node.value?.title);
  const found = await Human.query(db, { prefix: "people", where: { done: false, age: { gt: 3 } }, order: { key: "name" } }).once();
  exactly<readonly Human[]>()(found);
  await db.commit((tx) => tx.put(alice, { name: "A." }));
  // @ts-expect-error a name is a text
  await alice.put({ name: 7 });
  // @ts-expect-error what is required can't be deleted
  await alice.put({ name: null });
  // @ts-expect-error no key of the model
  await alice.put({ nmae: "Alice" });
  // @ts-expect-error a counter isn't put
  await alice.put({ likes: 3 });
  // @ts-expect-error a new one has a title
  await Note.set(db, "notes").add({ by: alice });
  // @ts-expect-error no link
  alice.follow("name");
  // @ts-expect-error read only
  now.name = "B";
  // @ts-expect-error the model has no such key
  console.log(now.other);
  // @ts-expect-error nothing to order by
  Human.query(db, { order: "nmae" });
  // @ts-expect-error a default of another kind
  number().default("7");
}

export function modelled(db: Database, Person: typeof Human): ModelRef<any> {
  return Person.get(db, "people/alice");
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
  exactly<readonly ListItem<Post>[] | undefined>()(useList<Post>(db, "list"));
  if (!db) return;
  exactly<Human | null | undefined>()(useNode(Human.get(db, "people/alice")));
  exactly<readonly Human[] | undefined>()(useQuery(Human.query(db, { prefix: "people" })));
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
