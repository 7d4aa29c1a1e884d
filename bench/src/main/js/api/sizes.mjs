// What a page downloads, minified, in brotli: a library, and with what keeps its data in the browser.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { buildSync } from "esbuild";

const bundled = (contents) => {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  return brotliCompressSync(outputFiles[0].contents).length;
};

const dist = new URL("../../../../../browser-client/target/classes/META-INF/soulgraph/dist/", import.meta.url);
const { files } = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));
const ours = files
  .filter(({ path }) => path === "soulgraph.js" || /^assets\/(runtime-|soulgraph-(?!fallback))/.test(path))
  .reduce((sum, { brotli }) => sum + brotli, 0);

console.log("download, bytes in brotli");
const gun = `import Gun from "gun/gun"; globalThis.Gun = Gun;`;
const yjs = `import * as Y from "yjs"; globalThis.Y = { Doc: Y.Doc, Map: Y.Map, Text: Y.Text, Array: Y.Array };`;
const tinybase = `export { createStore, createMergeableStore } from "tinybase";`;
const rows = {
  "soulgraph (engine, storage, signatures, sync)": ours,
  gun: bundled(gun),
  "gun with SEA, Radisk on IndexedDB": bundled(
    `${gun} import "gun/sea"; import "gun/lib/radix"; import "gun/lib/radisk"; import "gun/lib/store"; import "gun/lib/rindexed";`,
  ),
  yjs: bundled(yjs),
  "yjs with y-indexeddb": bundled(`${yjs} export { IndexeddbPersistence } from "y-indexeddb";`),
  tinybase: bundled(tinybase),
  "tinybase with its persister, synchronizer": bundled(
    `${tinybase} export { createIndexedDbPersister } from "tinybase/persisters/persister-indexed-db";
     export { createWsSynchronizer } from "tinybase/synchronizers/synchronizer-ws-client";`,
  ),
};
for (const [name, bytes] of Object.entries(rows)) console.log(`${name.padEnd(48)} ${bytes}`);
