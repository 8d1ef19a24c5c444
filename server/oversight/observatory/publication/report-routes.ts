import express, { type Router } from 'express';
import type { Connection } from '../../../platform/database/connection.ts';
import type { LedgerDatabase } from '../../../platform/database/ledger-database.ts';
import { answerMethodNotAllowed } from '../../../platform/http/errors.ts';
import { refuseQuery } from '../../../platform/http/query.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import { entryIndexOf } from '../../../records/ledger/entry/openings.ts';
import { makeProof } from '../../../records/ledger/make-proof.ts';
import type { ErrorRateList } from '../answers.ts';
import { periodSchema } from './error-rate-report.ts';
import { findReport, listReports } from './report-table.ts';

/** Routes for everyone: the published reports, their files, and the proof of each file. */
export function errorRateRoutes(database: Connection, log: Pick<LedgerDatabase, 'reader'>): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const find = async (period: unknown) => {
    const read = periodSchema.safeParse(period);
    return read.success ? await findReport(database, read.data) : undefined;
  };

  router
    .route('/v1/error-rates')
    .get(refuseQuery, async (_request, response) => {
      response.json({ reports: await listReports(database) } satisfies ErrorRateList);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/error-rates/:period')
    .get(refuseQuery, async (request, response) => {
      const found = await find(request.params.period);
      if (found === undefined) return sendFailure(response, { code: 'not-found' });
      response.type('application/json').send(Buffer.from(found.file));
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/error-rates/:period/proof')
    .get(refuseQuery, async (request, response) => {
      const found = await find(request.params.period);
      const index = found === undefined ? undefined : await entryIndexOf(database, `export/${found.digest}`);
      const made = typeof index === 'number' ? await makeProof(log.reader, database, index) : undefined;
      if (made?.kind !== 'made') return sendFailure(response, { code: 'not-found' });
      response.type('text/plain').send(made.file);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
