import helmet from 'helmet';
import type { RequestHandler } from 'express';

/** For a year, names below this one included. */
export const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains';

/**
 * Everything from here, nothing from elsewhere, nothing inline, no frame. `'self'` covers the feed's WebSocket. The page itself may
 * ask the lanes for evidence, each by its name.
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
    // Set above, where there is TLS: on plain loopback there is nothing to upgrade to.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
