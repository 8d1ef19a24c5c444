import { createHash } from 'node:crypto';
import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../access/gate.ts';
import { guardedRouter } from '../../access/guarded-router.ts';
import { recordAct } from '../../acts/record-act.ts';
import type { RoomContext } from '../../context/room-context.ts';
import type { Connection } from '../../database/connection.ts';
import { readQuery, wholeNumber } from '../../http/query.ts';
import { sendFailure } from '../../http/wire-failure.ts';
import { enterExport } from '../../privacy/exports/enter-export.ts';
import { makeYearFile } from './make-year-file.ts';

export const yearFileQuerySchema = z.strictObject({ year: wholeNumber.pipe(z.int().min(2_000).max(2_999)) });

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'> & { readonly log: Connection };

/** Route of the report of a year. The ledger has the digest of the file before it is sent. */
export function yearRoutes(gate: AccessGate, { knex, queue, ledger, clock, log }: Parts): Router {
  const routes = guardedRouter(gate);
  const noBody = { bodyLimitBytes: 'none' } as const;
  routes.post('/v1/compliance/years', 'compliance.export', noBody, async (request, response, permit) => {
    const read = readQuery(yearFileQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { year } = read.query;
    const at = Math.round(clock.wallMs());
    const file = await makeYearFile({ knex, queue, log }, year, at);
    if (file === undefined) return sendFailure(response, { code: 'not-published', retryAfterS: 10 });
    const bytes = new TextEncoder().encode(`${JSON.stringify(file)}\n`);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const made = { record: 'year-figures', format: 'json', digest, bytes: bytes.length, records: file.figures.length };
    const { principal, duty, act } = permit;
    const actId = await queue.run(async (transaction) => {
      const details = { record: made.record, format: made.format, digest, rows: made.records, year };
      const about = { person: principal.personId, role: duty.role, act, at, details };
      const id = await recordAct(transaction, { ...about, result: 'done' });
      await enterExport(transaction, made, { actId: id, at });
      return id;
    });
    await ledger.settle();
    response.set('Content-Disposition', `attachment; filename="postern-year-${year}.json"`);
    response.set('Postern-Act', actId).set('Postern-Digest', digest);
    response.type('application/json').send(Buffer.from(bytes));
  });
  return routes.router;
}
