import type { Router } from 'express';
import type { Connection } from '../../../platform/database/connection.ts';
import type { LedgerDatabase } from '../../../platform/database/ledger-database.ts';
import { publicRoutes } from '../../../platform/http/public-routes.ts';
import { NOT_FOUND } from '../../../platform/http/route.ts';
import { entryIndexOf } from '../../../records/ledger/entry/openings.ts';
import { makeProof } from '../../../records/ledger/make-proof.ts';
import { errorRateListSchema } from '../answers.ts';
import { errorRateFileSchema, periodSchema } from './error-rate-report.ts';
import { findReport, listReports } from './report-table.ts';

export const PUBLISHED = 'published error rates, without small counts';

/** Routes for everyone: the published reports, their files, and the proof of each file. */
export function errorRateRoutes(database: Connection, log: Pick<LedgerDatabase, 'reader'>): Router {
  const routes = publicRoutes();
  const find = async (period: unknown) => {
    const read = periodSchema.safeParse(period);
    return read.success ? await findReport(database, read.data) : undefined;
  };

  routes.get('/v1/error-rates', PUBLISHED, { answer: errorRateListSchema }, async () => ({
    reports: await listReports(database),
  }));

  const ofReport = { sends: { 200: errorRateFileSchema } };
  routes.get('/v1/error-rates/:period', PUBLISHED, ofReport, async ({ params, response }) => {
    const found = await find(params.period);
    if (found === undefined) return NOT_FOUND;
    response.type('application/json').send(Buffer.from(found.file));
    return undefined;
  });

  const ofProof = { sends: { 200: ['text/plain'] } } as const;
  routes.get('/v1/error-rates/:period/proof', PUBLISHED, ofProof, async ({ params, response }) => {
    const found = await find(params.period);
    const index = found === undefined ? undefined : await entryIndexOf(database, `export/${found.digest}`);
    const made = typeof index === 'number' ? await makeProof(log.reader, database, index) : undefined;
    if (made?.kind !== 'made') return NOT_FOUND;
    response.type('text/plain').send(made.file);
    return undefined;
  });
  return routes.router;
}
