// Compiled, never run: what the types must allow, and what they must not.
import { open, SoulgraphError } from "../../main/js/soulgraph.js";
import type { Database, NodeRef, Receipt, Snapshot } from "../../main/js/soulgraph.js";

type Person = { name: string; age: number; boss: NodeRef<Person>; address: { city: string } };

export async function untyped(db: Database): Promise<Receipt> {
  const alice = db.get("people/alice");
  alice.on((a) => a?.name);
  const posts = db.set("people/alice/posts");
  const { node } = await posts.add({ title: "Hello" });
  await posts.add(node);
  await posts.add("a plain value");
  await posts.remove(5);
  for await (const post of posts.each({ limit: 20 })) console.log(post.title, post.$soul);
  const boss = await alice.follow("boss").once({ timeoutMs: 100 });
  console.log(boss?.anything);
  return alice.put({ name: "Alice", boss: db.get("people/bob"), deep: { er: null }, bytes: new Uint8Array(2) });
}

export async function typed(db: Database): Promise<string | undefined> {
  const alice = db.get<Person>("people/alice");
  await alice.put({ name: "Alice", boss: db.get<Person>("people/bob"), address: { city: "Wien" } });
  await alice.put({ age: null });
  const erased: Receipt = await alice.erase({ prefix: true });
  await alice.follow("boss").erase();
  console.log(erased.outcomes.erased);
  // @ts-expect-error a name is no number
  await alice.put({ name: 7 });
  // @ts-expect-error a link is made with a handle
  await alice.put({ boss: "people/bob" });
  const snapshot: Snapshot<Person> | null = await alice.once();
  // @ts-expect-error snapshots are read only
  if (snapshot) snapshot.name = "Bob";
  const grandboss: NodeRef<Person> = alice.follow("boss").follow("boss");
  return (await grandboss.once())?.name;
}

export async function whole(): Promise<void> {
  const db = await open({ relays: ["ws://localhost:8420/gossip"], engine: "auto", storage: "memory" });
  const stop = db.status.on(({ state, pending, error }) => console.log(state === "online", pending, error?.code));
  const receipt = await db.commit((tx) => {
    const post = tx.add("posts", { title: "x" });
    tx.add(db.set("tags"), "red");
    tx.put(post, { body: "y" });
    tx.remove("tags", "blue");
    tx.erase(post, { prefix: true });
  });
  await receipt.when({ replicated: 2 }, { signal: AbortSignal.timeout(5) });
  // @ts-expect-error there is no such state to wait for
  await receipt.when("local");
  db.query<Person>({ prefix: "people" }).on((people, { put, removed }) => console.log(people[0]?.name, put.length, removed[0]?.length));
  try {
    await db.synced("people", { timeoutMs: 10 });
  } catch (error) {
    if (error instanceof SoulgraphError && error.code === "timeout" && error.retryable) stop();
  }
  db.offline = true;
  for (const each of await db.pending()) if (each.state === "refused") await each.drop();
  await db.close();
}
