import express, { type Express, type Router } from 'express';
import { answerMethodNotAllowed } from '../../../platform/http/errors.ts';
import { refuseQuery } from '../../../platform/http/query.ts';
import { openApiDocument } from './document.ts';

/** Serves the description of the app that it is mounted in, generated on first request. */
export function openApiRoute(app: () => Express): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  let made: object | undefined;
  router
    .route('/v1/openapi.json')
    .get(refuseQuery, (_request, response) => {
      made ??= openApiDocument(app());
      response.json(made);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
