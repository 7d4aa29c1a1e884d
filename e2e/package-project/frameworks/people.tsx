import { StrictMode, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import type { Database, NodeRef } from "soulgraph";
import { useNode, useQuery, useSet, useStatus } from "soulgraph/react";

export type Person = { name: string; boss: NodeRef<Person> };

export const renders = { person: 0, boss: 0, people: 0, tags: 0, status: 0 };

export function Name({ db, soul }: { db: Database | undefined; soul: string }) {
  renders.person++;
  const person = useNode(db?.get<Person>(soul));
  return <b>{person === undefined ? "?" : (person?.name ?? "nobody")}</b>;
}

function Boss({ db, soul }: { db: Database; soul: string }) {
  renders.boss++;
  const boss = useNode(useNode(db.get<Person>(soul))?.boss);
  return <i>{boss?.name}</i>;
}

/** The specification is another object each time. */
function People({ db, soul }: { db: Database; soul: string }) {
  renders.people++;
  return <ul>{useQuery<Person>(db, { prefix: soul })?.map((each) => <li key={each.$soul}>{each.name}</li>)}</ul>;
}

function Tags({ db, soul }: { db: Database; soul: string }) {
  renders.tags++;
  return <u>{useSet(db, `${soul}/tags`)?.join("+")}</u>;
}

function State({ db }: { db: Database }) {
  renders.status++;
  return <s>{useStatus(db)?.engine}</s>;
}

let redraw = () => {};

function App({ db, soul }: { db: Database; soul: string }) {
  const [, count] = useState(0);
  redraw = () => count((n) => n + 1);
  const at = { db, soul };
  return <div><Name {...at} /><Boss {...at} /><People {...at} /><Tags {...at} /><State db={db} /></div>;
}

/** What a test does with the components, each done when it returns. */
export function draw(db: Database, place: Element, strict: boolean) {
  const root = createRoot(place);
  const show = (soul: string) =>
    flushSync(() => root.render(strict ? <StrictMode><App db={db} soul={soul} /></StrictMode> : <App db={db} soul={soul} />));
  return { show, redraw: () => flushSync(() => redraw()), unmount: () => flushSync(() => root.unmount()) };
}

/** As after a server that has drawn the component without a database. */
export async function hydrate(db: Database, soul: string, html: string): Promise<string[]> {
  const place = document.createElement("div");
  place.innerHTML = html;
  document.body.append(place);
  const complaints: string[] = [];
  const root = hydrateRoot(place, <Name db={db} soul={soul} />, {
    onRecoverableError: (error) => complaints.push(String(error)),
  });
  const seen = [place.textContent!];
  while (place.textContent === seen[0]) await new Promise(requestAnimationFrame);
  seen.push(place.textContent!);
  root.unmount();
  place.remove();
  return [...seen, ...complaints];
}
