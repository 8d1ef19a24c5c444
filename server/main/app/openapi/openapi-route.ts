import type { Express, Router } from 'express';
import { z } from 'zod';
import { publicRoutes } from '../../../platform/http/public-routes.ts';
import { openApiDocument } from './document.ts';

const documentSchema = z.looseObject({ openapi: z.literal('3.1.0') });

/** Serves the description of the app that it is mounted in, generated on first request. */
export function openApiRoute(app: () => Express): Router {
  const routes = publicRoutes();
  let made: z.output<typeof documentSchema> | undefined;
  routes.get('/v1/openapi.json', 'describes the public program', { answer: documentSchema }, () => {
    made ??= openApiDocument(app());
    return made;
  });
  return routes.router;
}
