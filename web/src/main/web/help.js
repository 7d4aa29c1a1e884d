/** The help: shortcuts, and how any page uses the database. */
import { byId, copyText } from "./dom.js";
import { toast } from "./notices.js";

export function wireHelp() {
  byId("example").textContent = example(location);
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  byId("copy-example").addEventListener("click", async () => {
    if (await copyText(byId("example").textContent)) toast("Example copied");
  });
  for (const dialog of document.querySelectorAll("dialog")) {
    // A click beside a dialog lands on the dialog itself: its content fills it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}

function example({ origin, protocol, host }) {
  const relay = `${protocol === "https:" ? "wss:" : "ws:"}//${host}/gossip`;
  return `<script type="module">
  import { open } from "${origin}/soulgraph.js";
  const db = await open({ relays: ["${relay}"] });
  const alice = db.get("people/alice");
  alice.on((a) => (document.title = a?.name ?? "nobody yet"));
  const receipt = await alice.put({ name: "Alice", boss: db.get("people/bob") });
  await receipt.when("relayed"); // on a node's disk
  const posts = db.set("people/alice/posts");
  await posts.add({ title: "Hello" });
  for await (const post of posts.each()) console.log(post.title);
</script>`;
}
