import { greet } from "./greet.ts";

greet(self.name, "worker").then((text) => postMessage(text));
