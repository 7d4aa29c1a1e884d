import { open } from "FROM";

const db = await open({ relays: ["RELAY"], name: "worker" });
const alice = await db.get("plain/alice").once();
const { engine, storage, error } = db.status.value;
postMessage([alice.name, engine, storage, error?.code].join(" "));
