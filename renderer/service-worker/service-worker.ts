/**
 * Keeps the shell, the scripts and the base map of one version on the device, so that the page opens without a server.
 * Data never comes through here: databases have their own, sealed store.
 * A new version is fetched whole and then waits until the person changes over or the last page closes.
 */
declare const self: ServiceWorkerGlobalScope;

const LIST = 'precache.json';
const PREFIX = 'workstation-shell-';
const TAKE_OVER = 'take-over';

interface PrecacheList {
  readonly version: string;
  readonly files: readonly string[];
}

const scopeUrl = (): URL => new URL(self.registration.scope);

async function readList(): Promise<PrecacheList> {
  const answer = await fetch(new URL(LIST, scopeUrl()), { cache: 'no-store' });
  if (!answer.ok) throw new Error(`precache list: ${String(answer.status)}`);
  return (await answer.json()) as PrecacheList; // written by our own build
}

/** All files or none: a half-kept version would open half a page. */
async function keepShell(): Promise<void> {
  const { version, files } = await readList();
  const cache = await caches.open(`${PREFIX}${version}`);
  await cache.addAll(files.map((file) => new Request(new URL(file, scopeUrl()), { cache: 'reload' })));
  await cache.put(new URL(LIST, scopeUrl()), new Response(JSON.stringify({ version, files })));
}

/** The newest whole version stays, older ones go. */
async function dropOlder(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const own = names.at(-1);
  await Promise.all(names.filter((name) => name !== own).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answerFor(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const isPage = request.mode === 'navigate';
  const kept = await caches.match(isPage ? new URL('index.html', scopeUrl()) : url, { ignoreSearch: isPage });
  return kept ?? fetch(request);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder());
});
self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answerFor(request));
});

export {};
