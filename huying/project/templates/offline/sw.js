{% load desk_json %}/* Keeps the reception desk's page and its static files, nothing else; scope: the desk's own folder. */
"use strict";
const { version, assets, desk } = {{ shown|as_json }};
const OURS = `desk:${desk}:`, NAME = OURS + version;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  await cache.addAll([...assets, new Request(desk, { cache: "reload" })]);
  await self.skipWaiting();
})()));
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
  await self.clients.claim();
})()));

const soon = (request) => fetch(request, { signal: AbortSignal.timeout(4000) });
self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === desk && request.mode === "navigate")
    event.respondWith(soon(request.url).then((answer) => { if (answer.status >= 500) throw answer; return answer; }).catch(async () => (await (await caches.open(NAME)).match(desk)) || Response.error()));
  else if (assets.includes(pathname))
    event.respondWith((async () => (await (await caches.open(NAME)).match(pathname)) || fetch(request))());
});
