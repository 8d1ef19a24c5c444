/**
 * Serves the verification page from what was kept when the server does not answer. With the server there, the server's is shown: a
 * verifier that was mended must not be an old one. Imports nothing: it is one file at an address that stays.
 */
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  respondWith.call(event, fresh(request));
});

async function fresh(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (unreachable) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept === undefined) throw unreachable;
    return kept;
  }
}
