/**
 * Keeps the page's own files, so that it opens without a network. The network comes first: a new
 * release is seen at the next load, and the copy is only for when nobody answers. Data is none of
 * its business; that is in IndexedDB.
 */
const CACHE = "soulgraph-page";
/** A page has some fifty files; those of old releases fall out, the least recently used first. */
const FILES_MAX = 150;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && isOurs(url)) event.respondWith(networkFirst(event.request));
});

/** The page tells what it had loaded before there was a worker to see it. */
self.addEventListener("message", (event) => {
  const urls = event.data.keep.filter((address) => isOurs(new URL(address)));
  event.waitUntil(
    Promise.allSettled(urls.map((url) => networkFirst(new Request(url)))).then(prune),
  );
});

function isOurs(url) {
  return url.origin === location.origin && !/^\/(api|gossip)\b/.test(url.pathname);
}

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  // ?engine= and the like are read by the page, not by the server: one copy serves them all.
  const key = request.url.replace(/\?.*|#.*/, "");
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}

async function prune() {
  const cache = await caches.open(CACHE);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -FILES_MAX).map((key) => cache.delete(key)));
}
