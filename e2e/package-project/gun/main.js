// Only this line would be another one with GUN.
import Gun from "soulgraph/gun";
import { chat } from "./chat.js";
import { todo } from "./todo.js";

const { peer, room } = Object.fromEntries(new URLSearchParams(location.search));
const gun = Gun({ peers: [peer] });
chat(gun, room);
todo(gun, room);
Object.assign(window, { gun });
