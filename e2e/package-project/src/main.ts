import { greet } from "./greet.ts";
import { show } from "./show.ts";

const relay = new URLSearchParams(location.search).get("relay")!;
show("page", await greet(relay, "page"));

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: relay });
worker.onmessage = ({ data }) => show("worker", data);
