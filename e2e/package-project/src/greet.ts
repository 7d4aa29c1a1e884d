import { open, SoulgraphError } from "soulgraph";
import type { NodeRef } from "soulgraph";

type Person = { name: string; boss: NodeRef<Person> };

/** Writes a name, waits until it is on the node's disk and reads it by a link; says in what surroundings. */
export async function greet(relay: string, name: string): Promise<string> {
  try {
    const db = await open({ relays: [relay], name });
    const alice = db.get<Person>(`${name}/alice`);
    const receipt = await alice.put({ name: "Alice", boss: alice });
    await receipt.when("relayed");
    const boss = await alice.follow("boss").once();
    const { engine, storage, error } = db.status.value;
    return [boss?.name, engine, storage, error?.code].join(" ");
  } catch (error) {
    return error instanceof SoulgraphError ? error.code : String(error);
  }
}
