import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { logoOf } from '../../contract/brand/brand.ts';
import { consoleStyle } from '../../contract/brand/brand-style.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { BrandView, DrawnLogoView } from './answers.ts';
import { brandInForce, logoDigest } from './brand-kind.ts';
import { drawLogo, UPLOAD_LIMIT_BYTES } from './draw-logo.ts';

/** A file in base64url. */
export const uploadSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(Math.ceil((UPLOAD_LIMIT_BYTES * 4) / 3)),
});

/** The name, the logo and a style sheet, which every page needs before sign-in. Browsers ask each time whether they changed. */
export function brandRoutes(gate: AccessGate, database: Connection): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const fresh = (response: Response) => response.set('Cache-Control', 'no-cache');

  router
    .route('/v1/brand')
    .get(async (_request, response) => {
      const brand = await brandInForce(database);
      const view = brand === null ? null : { name: brand.name, logo: logoDigest(brand), accent: brand.accent };
      fresh(response).json({ brand: view } satisfies BrandView);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  router
    .route('/brand.css')
    .get(async (_request, response) => {
      fresh(response)
        .type('text/css')
        .send(consoleStyle(await brandInForce(database)));
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  router
    .route('/brand/logo.png')
    .get(async (_request, response) => {
      const brand = await brandInForce(database);
      const logo = brand === null ? undefined : logoOf(brand);
      if (logo === undefined) sendFailure(response, { code: 'not-found' });
      else fresh(response).type('image/png').send(Buffer.from(logo));
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  const guarded = guardedRouter(gate);
  // Base64 takes a third more, and the JSON around it a few bytes
  const options = { bodyLimitBytes: UPLOAD_LIMIT_BYTES * 1.5 };
  guarded.post('/v1/brand/logo', 'brand.propose', options, async (request, response) => {
    const said = messageOf(uploadSchema, request, response);
    if (said === undefined) return;
    const drawn = await drawLogo(decodeBase64Url(said.file) ?? new Uint8Array());
    if (drawn.kind === 'drawn') {
      const { logo, width, height } = drawn;
      response.json({ logo, width, height } satisfies DrawnLogoView);
      return;
    }
    const message = 'name' in drawn.why ? `${drawn.why.code}: ${drawn.why.name}` : drawn.why.code;
    sendFailure(response, { code: 'invalid-message', faults: [{ path: 'file', message }] });
  });
  router.use(guarded.router);
  return router;
}
