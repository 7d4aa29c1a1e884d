/**
 * Keeps the page's own files, so that it opens without a network. The network comes first: a new release is seen at the
 * next load, and the copy is only for when nobody answers. Data is none of its business; that is in IndexedDB.
 */
const CACHE = "soulgraph-page";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (
    event.request.method !== "GET" ||
    url.origin !== location.origin ||
    url.pathname.startsWith("/api/")
  )
    return;
  event.respondWith(networkFirst(event.request, url));
});

async function networkFirst(request, url) {
  const cache = await caches.open(CACHE);
  // ?engine= and the like are read by the page, not by the server: one copy serves them all.
  const key = request.mode === "navigate" ? url.origin + url.pathname : request;
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
