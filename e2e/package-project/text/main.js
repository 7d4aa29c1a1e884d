// CodeMirror as its manual has it, over a document that soulgraph/yjs keeps.
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { open } from "soulgraph";
import { SoulgraphProvider } from "soulgraph/yjs";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";

const given = new URLSearchParams(location.search);
const db = await open({ relays: [given.get("relay")] });
const doc = new Y.Doc();
const provider = new SoulgraphProvider(db, given.get("text"), doc);
await provider.synced;
provider.awareness.setLocalStateField("user", {
  name: given.get("name"),
  color: given.get("color"),
  colorLight: `${given.get("color")}33`,
});

const text = doc.getText("text");
const view = new EditorView({
  parent: document.querySelector("#editor"),
  state: EditorState.create({
    doc: text.toString(),
    extensions: [
      keymap.of(yUndoManagerKeymap),
      basicSetup,
      EditorView.lineWrapping,
      yCollab(text, provider.awareness),
    ],
  }),
});
db.status.on(({ state, pending }) => {
  document.querySelector("#state").textContent = `${state}, ${pending} waiting`;
});
Object.assign(window, { db, provider, text, view });
