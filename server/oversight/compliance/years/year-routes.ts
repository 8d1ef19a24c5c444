import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { readQuery, wholeNumber } from '../../../platform/http/query.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import type { YearReportList } from './answers.ts';
import type { YearFiles } from './year-files.ts';
import { nameExport } from '../../../privacy/exports/name-export.ts';

export const yearFileQuerySchema = z.strictObject({ year: wholeNumber.pipe(z.int().min(2_000).max(2_999)) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
export const begunYearSchema = z.strictObject({ id: idSchema });

/** Routes of the report of a year. A person reads only the files that they had made. */
export function yearRoutes(gate: AccessGate, files: YearFiles, { clock }: Pick<RoomContext, 'clock'>): Router {
  const routes = guardedRouter(gate);

  routes.get('/v1/compliance/years', 'compliance.export', { takesNoQuery: true }, (_request, response, permit) => {
    const reports = [...files.of(permit.principal.personId)];
    response.json({
      serverTime: Math.round(clock.wallMs()),
      isBusy: files.isBusy,
      reports,
    } satisfies YearReportList);
  });

  const noBody = { bodyLimitBytes: 'none' } as const;
  routes.post('/v1/compliance/years', 'compliance.export', noBody, async (request, response, permit) => {
    const read = readQuery(yearFileQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { principal, duty, act } = permit;
    const begun = await files.begin({
      ...read.query,
      person: principal.personId,
      session: principal.sessionId,
      role: duty.role,
      act,
    });
    if ('kind' in begun) {
      const { code, retryAfterS } = begun;
      return sendFailure(response, { code, ...(retryAfterS !== undefined && { retryAfterS }) });
    }
    response.status(202).json({ id: begun.id });
  });

  routes.get(
    '/v1/compliance/years/:id/file',
    'compliance.export',
    { takesNoQuery: true },
    async (request, response, permit) => {
      const id = idSchema.safeParse(request.params['id']).data ?? '';
      const found = files.find(id, permit.principal.personId);
      if (found === undefined || found.report.made === null) return sendFailure(response, { code: 'not-found' });
      const { year, made } = found.report;
      response.set('Content-Disposition', `attachment; filename="postern-year-${year}.ndjson"`);
      response.set('Content-Length', String(made.bytes)).set('Cache-Control', 'no-store');
      nameExport(response, made);
      response.type('application/x-ndjson');
      // A reader who leaves early is no fault of the server
      await pipeline(createReadStream(found.path), response).catch(() => response.destroy());
    },
  );

  return routes.router;
}
