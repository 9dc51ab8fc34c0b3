// VERSION and SHELL stand before this text when it is served. Only the shell is ever kept: never a conversation,
// a form, a file, or an address with a question mark. What is fresh comes first; the kept copy is for no network.
const PREFIX = "shell-";
const CACHE = PREFIX + VERSION;
const KEPT = new Set(SHELL);

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (isShell(event.request)) event.respondWith(fresh(event.request));
});

function isShell(request) {
  const address = new URL(request.url);
  const plain = request.method === "GET" && address.origin === self.location.origin && address.search === "";
  return plain && KEPT.has(address.pathname);
}

async function fresh(request) {
  const path = new URL(request.url).pathname;
  try {
    const answer = await fetch(request);
    await keep(path, answer.clone());
    return answer;
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(path);
    if (kept) return kept;
    throw error;
  }
}

async function keep(path, answer) {
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected) return;
  try {
    await (await caches.open(CACHE)).put(path, answer);
  } catch {
    // a full disk costs nobody the page
  }
}

async function fill() {
  await Promise.allSettled(SHELL.map(async (path) => keep(path, await fetch(path, { cache: "no-cache" }))));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}
