// Compiled, never run: a world's types.
import type { Database } from "../../main/js/soulgraph.js";
import { testing } from "../../main/js/testing.js";

export async function worlds(count: number): Promise<Database> {
  const world = await testing({ seed: 2, now: new Date(0), engine: "fallback" });
  const [alice, bob] = await world.open(2);
  const both: [Database, Database] = [alice, bob];
  const many: Database[] = await world.open(count);
  const carol: Database = await world.open("carol", { offline: true });
  // @ts-expect-error there are two
  const [, , third] = await world.open(2);
  // @ts-expect-error its relay is the world's
  await world.open("dave", { relays: [] });
  world.relay.deny("storage-quota", "guests have no room");
  world.relay.accept();
  world.network.latencyMs = 20;
  world.network.cut();
  world.network.stall(alice, bob);
  world.network.heal(...both);
  await world.clock.advance(world.clock.now());
  await world.settle();
  await world.close();
  return third ?? many[0] ?? carol;
}
