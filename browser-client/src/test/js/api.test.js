import assert from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { declarations, ENTRIES, reference } from "../../../../scripts/api.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const types = (file) => read(`main/js/${file}`);

test("the reference is what the types say", () => {
  const kept = read("../../docs/API.md");
  assert.equal(kept, reference(types), "run node scripts/api.js");
});

test("every entry of the package that has types of its own is in it", () => {
  const { exports } = JSON.parse(read("build/npm/package.json"));
  const named = Object.keys(exports).filter((entry) => !["./package.json", "./inline"].includes(entry));
  const entries = named.map((entry) => entry.replace(/^\./, "soulgraph"));
  assert.deepEqual(Object.keys(ENTRIES).sort(), entries.sort());
});

test("everything that the types export is in it, with what is said of it", () => {
  const text = reference(types);
  for (const file of Object.values(ENTRIES).flat()) {
    const names = types(file).matchAll(/^export (?:declare )?(?:type|interface|class|function|const) (\w+)/gm);
    for (const [, name] of names) assert.match(text, new RegExp(`^### ${name}$`, "m"), name);
  }
});

test("members are told apart by their ends, not by their lines", () => {
  const text = "/** a */\nexport interface A {\n  /** x; */\n  x(\n    y: { z: 1 },\n  ): void;\n  w: 1;\n}\n";
  const [{ doc, code }] = declarations(text);
  assert.equal(doc, "a");
  const members = declarations(code.split("\n").slice(1, -1).join("\n"), "  ");
  assert.deepEqual(members, [
    { doc: "x;", code: "x(\n  y: { z: 1 },\n): void;" },
    { doc: "", code: "w: 1;" },
  ]);
});
