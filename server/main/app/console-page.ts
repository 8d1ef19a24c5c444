import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { DECLARE } from '../../goods/declaration-codes/code-routes.ts';
import { PUBLISHED } from '../../oversight/observatory/publication/report-routes.ts';
import { FOR_VERIFIERS, publicRoutes } from '../../platform/http/public-routes.ts';

/** The build's output for the console. */
export const CONSOLE_FOLDER = fileURLToPath(new URL('../../ui-dist/', import.meta.url));

/** Serves the console at `/`, the page that verifies proofs at `/verify`, the error rates at `/error-rates`, travellers' customs questions at `/declare`, and their assets; or a message when they are not built. */
export function consolePage(folder: string = CONSOLE_FOLDER): Router {
  const routes = publicRoutes();
  routes.router.use(
    express.static(folder, {
      dotfiles: 'ignore',
      redirect: false,
      setHeaders: (response, path) => {
        // The name of an asset has a digest of its content
        const isFixed = path.startsWith(join(folder, 'assets'));
        response.setHeader('Cache-Control', isFixed ? 'public, max-age=31536000, immutable' : 'no-store');
      },
    }),
  );
  // Without sign-in: any holder of a proof may verify it, everyone may read the published error rates, and travellers have no account
  const ofPage = { query: 'any', sends: { 200: ['text/html'] } } as const;
  for (const [page, why] of [
    ['verify', FOR_VERIFIERS],
    ['error-rates', PUBLISHED],
    ['declare', DECLARE],
  ] as const) {
    routes.get(
      `/${page}`,
      why,
      ofPage,
      ({ response }) =>
        new Promise<void>((resolve, reject) => {
          const options = { root: folder, cacheControl: false };
          response.sendFile(`${page}/index.html`, options, (error) =>
            error === undefined ? resolve() : reject(error),
          );
        }),
    );
  }
  const sends = { 200: ['text/html'], 404: ['text/plain'], 503: ['text/plain'] } as const;
  routes.get('/', 'the sign-in page holds no data', { query: 'any', sends }, ({ response }) => {
    // Reached only without index.html.
    response.status(existsSync(folder) ? 404 : 503).type('text/plain');
    response.send('The console has not been built: npm run build:screens');
  });
  return routes.router;
}
