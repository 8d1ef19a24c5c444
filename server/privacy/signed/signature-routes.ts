import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { SignedDocumentsAnswer } from './answers.ts';
import { type ProcessingSettings, readDocuments } from './read-documents.ts';

/** Route with the signed versions, and how the processing has changed since. */
export function signatureRoutes(gate: AccessGate, knex: Connection, settings: ProcessingSettings): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/privacy/signatures', 'processing.see', { takesNoQuery: true }, async (_request, response) => {
    const serverTime = Math.round(gate.clock.wallMs());
    const documents = await readDocuments(knex, settings, serverTime);
    response.json({ serverTime, documents } satisfies SignedDocumentsAnswer);
  });
  return routes.router;
}
