import helmet from 'helmet';
import type { RequestHandler } from 'express';

/** Everything from here, nothing from elsewhere, nothing inline, no frame. `'self'` covers the feed's WebSocket. */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Plain HTTP on loopback: there is nothing to upgrade to.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
