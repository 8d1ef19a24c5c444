/**
 * Serves the stored verification page when the server does not answer. Otherwise the server's page is shown, so that a corrected verifier
 * replaces an old one. It imports nothing: it is one file at a constant address.
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
