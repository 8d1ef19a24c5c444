import helmet from 'helmet';
import type { RequestHandler } from 'express';

/** One year, with subdomains. */
export const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains';

/**
 * Allows resources of this origin only, nothing inline, no frames. `'self'` includes the feed's WebSocket. The page may also request evidence
 * from the named lanes.
 */
export function securityHeaders(evidenceOrigins: () => Promise<readonly string[]>): RequestHandler {
  const closed = headers([]);
  return (request, response, next) => {
    if (request.secure) response.set('Strict-Transport-Security', STRICT_TRANSPORT);
    if (request.path !== '/' && request.path !== '/index.html') return closed(request, response, next);
    return evidenceOrigins().then((origins) => headers(origins)(request, response, next), next);
  };
}

function headers(origins: readonly string[]): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...origins],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Set above with TLS; plain loopback has nothing to upgrade to.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
