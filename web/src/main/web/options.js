/** What the page's address says about how to open the database. Pure. */

/**
 * `?relay=` (more than once: several; empty: none), `?engine=wasm|fallback`, `?storage=memory`, `?network=`, `?name=`.
 * Without a relay: the node that served the page.
 *
 * @param {{protocol: string, host: string, search: string}} location
 * @returns {import("/soulgraph.js").OpenOptions}
 */
export function openOptions(location) {
  const query = new URLSearchParams(location.search);
  const options = { relays: relaysOf(query, location) };
  for (const name of ["engine", "storage", "network", "name"]) {
    const value = query.get(name);
    if (value) options[name] = value;
  }
  return options;
}

function relaysOf(query, { protocol, host }) {
  if (query.has("relay")) return query.getAll("relay").filter(Boolean);
  if (!host) return [];
  return [`${protocol === "https:" ? "wss:" : "ws:"}//${host}/gossip`];
}

/** The soul in `#people/alice`, or null. */
export function soulOfHash(hash) {
  if (hash.length < 2) return null;
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

/** Slashes stay readable; what would end or change the address is escaped. */
export function hashOfSoul(soul) {
  return soul === null
    ? ""
    : `#${encodeURIComponent(soul).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@")}`;
}
