import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { RETRYABLE } from "../../main/js/errors.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

const modules = new URL("../../main/js/", import.meta.url);
const types = read("../../main/js/soulgraph.d.ts");
const typed = all(types.slice(types.indexOf("type ErrorCode")), /^ {2}\| "([a-z0-9-]+)"/gm);

/** The constants that the pattern finds, as Code.text writes them. */
const inJava = (pattern) => {
  const code = read("../../../../shared-core/src/main/java/dev/soulgraph/graph/Code.java");
  return all(code, pattern).map((constant) => constant.toLowerCase().replaceAll("_", "-"));
};

test("the types name the same errors as the core", () => {
  assert.deepEqual(typed, inJava(/^ {2,4}([A-Z0-9_]+)(?:\(true\))?[,;]$/gm));
});

test("an error can be tried again where the core says so", () => {
  assert.deepEqual(RETRYABLE, inJava(/^ {2,4}([A-Z0-9_]+)\(true\)[,;]$/gm));
});

test("every error that a module makes has one of these names", () => {
  const files = readdirSync(modules, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(new URL(file, modules), "utf8");
    for (const code of all(text, /SoulgraphError\(\s*"([^"]*)"/g))
      assert.ok(typed.includes(code), `${file}: ${code}`);
  }
});
