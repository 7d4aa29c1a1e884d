// Makes docs/API.md of the package's types: `node scripts/api.js`, with --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
const types = new URL("browser-client/src/main/js/", root);
const target = new URL("docs/API.md", root);

/** The entries of the package, and the files that hold their types. */
export const ENTRIES = {
  soulgraph: ["soulgraph.d.ts", "queries.d.ts", "collections.d.ts"],
  "soulgraph/model": ["model.d.ts"],
  "soulgraph/react": ["react.d.ts"],
  "soulgraph/svelte": ["svelte.d.ts"],
  "soulgraph/yjs": ["yjs.d.ts"],
  "soulgraph/testing": ["testing.d.ts"],
  "soulgraph/gun": ["gun.d.ts"],
  "soulgraph/folder": ["folder.d.ts"],
};

/**
 * What a file of types declares, in its order. The files are formatted by one hand: a declaration
 * begins at the margin, its members two columns further in.
 *
 * @param {string} text
 * @param {string} margin
 */
export function declarations(text, margin = "") {
  const found = [];
  let doc = "";
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line.startsWith(margin) || /^\s/.test(line.slice(margin.length))) continue;
    const begun = line.slice(margin.length);
    if (begun.startsWith("/**")) {
      const end = lines.findIndex((each, index) => index >= at && each.includes("*/"));
      doc = words(lines.slice(at, end + 1));
      at = end;
      continue;
    }
    let end = at;
    while (end < lines.length - 1 && !isOver(lines.slice(at, end + 1), margin)) end++;
    const code = lines.slice(at, end + 1).map((each) => each.slice(margin.length));
    if (begun && begun !== "}" && !begun.startsWith("//")) found.push({ doc, code: code.join("\n") });
    if (begun) doc = "";
    at = end;
  }
  return found;
}

function isOver(lines, margin) {
  const code = lines.map((line) => line.replace(/\/\*.*?\*\/|"[^"]*"|`[^`]*`/g, "")).join("\n");
  const count = (pattern) => (code.match(pattern) ?? []).length;
  const closed = count(/[{([]/g) === count(/[})\]]/g);
  const last = lines[lines.length - 1];
  return closed && (/[;}]$/.test(last) || last.trim() === "" || last.startsWith(`${margin}//`));
}

function words(lines) {
  return lines
    .map((line) => line.replace(/^\s*\/?\*+\/?\s?/, "").replace(/\s*\*\/$/, ""))
    .join("\n")
    .trim()
    .replace(/@example\n([\s\S]*)$/, (_, code) => `\n\`\`\`js\n${code.trim()}\n\`\`\``)
    .replace(/@(param|returns?) ?(\w*)/g, (_, tag, name) => `\n- ${tag === "param" ? `\`${name}\`:` : "gives"}`);
}

function shown({ doc, code }) {
  const head = /^(?:export )?(?:declare )?(?:default )?((?:abstract )?\w+) (\w+)/.exec(code);
  if (!code.startsWith("export") || !head || /^export (type )?(\*|\{)/.test(code)) return "";
  const name = `### ${head[2]}`;
  const open = code.indexOf("{\n");
  const isType = /^(interface|class)$/.test(head[1]);
  if (!isType || open < 0) return `${name}\n\n${doc}\n\n${fenced(code)}`;
  const members = declarations(code.slice(open + 2, code.lastIndexOf("}")), "  ");
  const parts = members.map((member) => {
    const [, key] = /^(?:readonly |static )*(\w*)/.exec(member.code);
    const called = key && key !== "new" ? `#### ${head[2]}.${key}` : "";
    return [called, fenced(member.code), member.doc].filter(Boolean).join("\n\n");
  });
  return [name, doc, fenced(`${code.slice(0, open)}{ … }`), ...parts].filter(Boolean).join("\n\n");
}

const fenced = (code) => `\`\`\`ts\n${code}\n\`\`\``;

export function reference(read) {
  const sections = Object.entries(ENTRIES).map(([entry, files]) => {
    const texts = files.map(read);
    const intro = /^\/\*\*([\s\S]*?)\*\/\n(?!export)/.exec(texts[0]);
    const all = texts.flatMap((text) => declarations(text)).map(shown).filter(Boolean);
    return [`## ${entry}`, intro ? words(intro[0].trim().split("\n")) : "", ...all].filter(Boolean).join("\n\n");
  });
  const list = Object.keys(ENTRIES).map((entry) => `- [${entry}](#${entry.replace(/\W/g, "")})`);
  return `# API\n\nMade from the types by \`node scripts/api.js\`: change it there. What belongs together and when to use it is in the [guide](GUIDE.md); the errors' codes in [PROTOCOL.md](PROTOCOL.md).\n\n${list.join("\n")}\n\n${sections.join("\n\n")}\n`
    .replace(/\n{3,}/g, "\n\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = reference((file) => readFileSync(new URL(file, types), "utf8"));
  if (!process.argv.includes("--check")) writeFileSync(target, made);
  else if (readFileSync(target, "utf8") !== made) {
    console.error("docs/API.md isn't what the types say: run node scripts/api.js");
    process.exitCode = 1;
  }
}
