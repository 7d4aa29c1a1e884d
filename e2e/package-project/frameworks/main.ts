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

/** What the tests call; all there once `hydrate` is, which no element has as its id. */
Object.assign(window, {
  ...{ db, stores, get, renders, watched, react },
  hydrate: (soul: string, html: string) => hydrate(db, soul, html),
  svelte(soul: string) {
    const shown = mount(Show, { target: place("svelte"), props: { db, soul } });
    flushSync();
    return () => unmount(shown);
  },
});
