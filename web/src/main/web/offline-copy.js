/** Has the service worker keep this page, where there can be one (a secure context). */
export async function keepOfflineCopy() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("service-worker.js");
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  active.postMessage({ keep: [location.origin + location.pathname, ...new Set(loaded)] });
}
