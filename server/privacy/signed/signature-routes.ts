import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { signedDocumentsSchema } from './answers.ts';
import { type ProcessingSettings, readDocuments } from './read-documents.ts';

/** Route with the signed versions, and how the processing has changed since. */
export function signatureRoutes(gate: AccessGate, knex: Connection, settings: ProcessingSettings): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/privacy/signatures', 'processing.see', { answer: signedDocumentsSchema }, async ({ now }) => ({
    serverTime: now,
    documents: await readDocuments(knex, settings, now),
  }));
  return routes.router;
}
