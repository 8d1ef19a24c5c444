import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';

/** The build's output for the console. */
export const CONSOLE_FOLDER = fileURLToPath(new URL('../../ui-dist/', import.meta.url));

/** Serves the console at `/`, the page that verifies proofs at `/verify`, the error rates at `/error-rates`, travellers' customs questions at `/declare`, and their assets; or a message when they are not built. */
export function consolePage(folder: string = CONSOLE_FOLDER): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router.use(
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
  for (const page of ['verify', 'error-rates', 'declare']) {
    router
      .route(`/${page}`)
      .get((_request, response, next) => {
        response.sendFile(`${page}/index.html`, { root: folder, cacheControl: false }, (error) => {
          if (error !== undefined) next(error);
        });
      })
      .all(answerMethodNotAllowed('GET', 'HEAD'));
  }
  router
    .route('/')
    .get((_request, response) => {
      // Reached only without index.html.
      response.status(existsSync(folder) ? 404 : 503).type('text/plain');
      response.send('The console has not been built: npm run build:screens');
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
