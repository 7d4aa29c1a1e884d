import { flushSync, mount, unmount } from "svelte";
import { get } from "svelte/store";
import { open } from "soulgraph";
import * as stores from "soulgraph/svelte";
import { draw, hydrate, renders } from "./people.tsx";
import Show from "./Show.svelte";
import { countWatchers, watched } from "./watched.ts";

const { relay, strict } = Object.fromEntries(new URLSearchParams(location.search));
const db = await open({ relays: [relay!] });
countWatchers(db);

const place = (id: string) => document.querySelector(`#${id}`)!;
const react = draw(db, place("react"), strict === "true");

/** What the tests call. */
Object.assign(window, { db, open, stores, get, renders, watched, react, hydrate: (soul: string, html: string) => hydrate(db, soul, html) });
Object.assign(window, {
  svelte(soul: string) {
    const props = { db, soul };
    const shown = mount(Show, { target: place("svelte"), props });
    flushSync();
    return () => unmount(shown);
  },
});
