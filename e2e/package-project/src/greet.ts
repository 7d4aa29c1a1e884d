import { open, SoulgraphError } from "soulgraph";
import type { Database, NodeRef } from "soulgraph";
import { model, text } from "soulgraph/model";

type Person = { name: string; boss: NodeRef<Person> };

const Named = model({ name: text() });

/** What is loaded when it is first used, and an entry of its own. Nothing: all is well. */
async function parts(db: Database, name: string): Promise<string | undefined> {
  const found = await db.query<Person>({ prefix: name, where: { name: "Alice" }, order: "name" }).first();
  if (found?.name !== "Alice") return "no query";
  const list = db.list(`${name}/list`);
  await list.push("b");
  await list.insert(0, "a");
  await db.get(`${name}/alice`).increment("visits");
  if ((await list.once()).length < 2) return "no list";
  const wrong: unknown = await Named.get(db, `${name}/alice`).put({ name: 7 as never }).catch((error) => error);
  return wrong instanceof SoulgraphError && wrong.code === "model-invalid" ? undefined : "no model";
}

/** Writes a name, waits until it is on the node's disk and reads it by a link; says in what surroundings. */
export async function greet(relay: string, name: string): Promise<string> {
  try {
    const db = await open({ relays: [relay], name });
    const alice = db.get<Person>(`${name}/alice`);
    const receipt = await alice.put({ name: "Alice", boss: alice });
    await receipt.when("relayed");
    const boss = await alice.follow("boss").once();
    const { engine, storage, error } = db.status.value;
    const missing = await parts(db, name);
    if (missing) return missing;
    return [boss?.name, engine, storage, error?.code].join(" ");
  } catch (error) {
    return error instanceof SoulgraphError ? error.code : String(error);
  }
}
