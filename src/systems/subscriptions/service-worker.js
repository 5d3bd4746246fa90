/**
 * Of the installed app: a page for when there is no network, and notifications. It keeps nothing else: whatever was kept could
 * outlive a moment of publication or a retraction.
 */
const CACHE = 'ngoai-tuyen-1';
const OFFLINE = '/ngoai-tuyen';

async function keepOfflinePage() {
  const cache = await caches.open(CACHE);
  const answer = await fetch(OFFLINE, { cache: 'reload' });
  const styles = [...(await answer.clone().text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]);
  await cache.put(OFFLINE, answer);
  await cache.addAll(styles);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  else if (request.destination === 'style') event.respondWith(fetch(request).catch(() => caches.match(request)));
});

self.addEventListener('push', (event) => {
  const { title, body, path, tag, lang } = event.data.json();
  const icon = '/bieu-tuong/192.png';
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, icon, badge: icon, data: { path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.path, self.location.origin);
  // Whatever a message says, it opens a page of this site.
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});
