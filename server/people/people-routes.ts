import express, { type Router } from 'express';
import { developmentRoutes } from './development-routes.ts';
import type { People } from './people.ts';
import { sessionRoutes } from './session-routes.ts';

export function peopleRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router.use(sessionRoutes(people));
  if (people.config.mode === 'development') router.use(developmentRoutes(people));
  return router;
}
