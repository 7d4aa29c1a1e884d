import { renderToString } from "react-dom/server";
import { open } from "soulgraph";
import { Name } from "./people.tsx";

/** What a server draws: without a database, and with one of its own. */
export async function render(): Promise<string> {
  const db = await open();
  await db.get("people/alice").put({ name: "Alice" });
  const drawn = [undefined, db].map((each) => renderToString(<Name db={each} soul="people/alice" />));
  await db.close();
  return drawn.join(" ");
}
