import type { Response, Router } from 'express';
import { z } from 'zod';
import type { Mode } from '../../../hardware/host/mode.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { logoOf } from '../../contract/brand/brand.ts';
import { consoleStyle } from '../../contract/brand/brand-style.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { refuse } from '../../platform/base/refusal.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { brandViewSchema, drawnLogoSchema } from './answers.ts';
import { brandInForce, logoDigest } from './brand-kind.ts';
import { drawLogo, UPLOAD_LIMIT_BYTES } from './draw-logo.ts';

/** A file in base64url. */
const BRAND = 'the sign-in page shows the name, logo and colours of the agency, which are public';

const uploadSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(Math.ceil((UPLOAD_LIMIT_BYTES * 4) / 3)),
});

/** The name, the logo and a style sheet, which every page needs before sign-in. Browsers ask each time whether they changed. */
export function brandRoutes(gate: AccessGate, database: Connection, mode: Mode): Router {
  const routes = publicRoutes();
  const fresh = (response: Response) => response.set('Cache-Control', 'no-cache');

  routes.get('/v1/brand', BRAND, { query: 'any', answer: brandViewSchema }, async ({ response }) => {
    const brand = await brandInForce(database);
    fresh(response);
    return {
      isRehearsal: mode === 'rehearsal',
      brand: brand === null ? null : { name: brand.name, logo: logoDigest(brand), accent: brand.accent },
    };
  });
  const ofStyle = { query: 'any', sends: { 200: ['text/css'] } } as const;
  routes.get('/brand.css', BRAND, ofStyle, async ({ response }) => {
    const style = consoleStyle(await brandInForce(database));
    fresh(response).type('text/css').send(style);
  });
  const ofLogo = { query: 'any', sends: { 200: ['image/png'] } } as const;
  routes.get('/brand/logo.png', BRAND, ofLogo, async ({ response }) => {
    const brand = await brandInForce(database);
    const logo = brand === null ? undefined : logoOf(brand);
    if (logo === undefined) return NOT_FOUND;
    fresh(response).type('image/png').send(Buffer.from(logo));
    return undefined;
  });

  const guarded = guardedRoutes(gate);
  // Base64 takes a third more, and the JSON around it a few bytes
  const ofUpload = { body: uploadSchema, maxBodyBytes: UPLOAD_LIMIT_BYTES * 1.5, answer: drawnLogoSchema };
  guarded.post('/v1/brand/logo', 'brand.propose', ofUpload, async ({ body }) => {
    const drawn = await drawLogo(decodeBase64Url(body.file) ?? new Uint8Array());
    if (drawn.kind === 'drawn') return { logo: drawn.logo, width: drawn.width, height: drawn.height };
    return refuse(
      'invalid-message',
      'name' in drawn.why ? `${drawn.why.code}: ${drawn.why.name}` : drawn.why.code,
      'file',
    );
  });
  routes.router.use(guarded.router);
  return routes.router;
}
