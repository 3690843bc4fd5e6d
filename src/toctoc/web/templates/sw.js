{% comment %}Context: version, assets (JSON list of static addresses), offline, instance (JSON string), icon, badge.{% endcomment %}// Keeps the frame of the site on this device, never what a page says (Law 5: no case leaves the server's care).
const CACHE = "toctoc-{{ version }}";
const OFFLINE = "{{ offline }}";
const ASSETS = {{ assets|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(ASSETS);
  // Without cookies: what is kept is what a stranger would get, whoever is signed in.
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "reload" });
  if (page.ok) await cache.put(OFFLINE, page);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => self.clients.claim()));
});

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigate(request));
  else if (ASSETS.includes(url.pathname)) event.respondWith(asset(request));
});

async function navigate(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

// The network first: an address without a hash in its name may have changed behind it.
async function asset(request) {
  const hashed = /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname);
  const kept = await caches.match(request);
  if (hashed && kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// The payload says that something came, never what: {text, url}.
self.addEventListener("push", (event) => {
  const { text, url } = read(event.data);
  event.waitUntil(self.registration.showNotification({{ instance|safe }}, {
    body: text,
    icon: "{{ icon }}",
    badge: "{{ badge }}",
    tag: url,
    data: { path: url },
  }));
});

function read(data) {
  try {
    const { text, url } = data.json();
    return { text: String(text ?? ""), url: /^\/(?!\/)[\w\-/#]{0,99}$/.test(url ?? "") ? url : "/moi/" };
  } catch {
    return { text: "Toc toc", url: "/moi/" };
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.path ?? "/moi/"));
});

async function show(path) {
  const address = new URL(path, location.origin).href;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // A tab where somebody may be writing is never sent elsewhere: only one that already shows it.
  const same = open.find((client) => client.url.split("#")[0] === address);
  return same ? same.focus() : self.clients.openWindow(address);
}
