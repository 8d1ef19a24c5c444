import { createReadStream } from 'node:fs';
import { NOT_FOUND } from '../../../platform/http/route.ts';
import { pipeline } from 'node:stream/promises';
import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { wholeNumber } from '../../../platform/http/query.ts';
import { yearReportListSchema } from './answers.ts';
import type { YearFiles } from './year-files.ts';
import { nameExport } from '../../../privacy/exports/name-export.ts';

const yearFileQuerySchema = z.strictObject({ year: wholeNumber.pipe(z.int().min(2_000).max(2_999)) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const begunYearSchema = z.strictObject({ id: idSchema });

/** Routes of the report of a year. A person reads only the files that they had made. */
export function yearRoutes(gate: AccessGate, files: YearFiles): Router {
  const routes = guardedRoutes(gate);

  routes.get(
    '/v1/compliance/years',
    'compliance.export',
    { answer: yearReportListSchema },
    ({ now }, { principal }) => ({
      serverTime: now,
      isBusy: files.isBusy,
      reports: [...files.of(principal.personId)],
    }),
  );

  const ofYear = { query: yearFileQuerySchema, answer: begunYearSchema, status: 202 };
  routes.post('/v1/compliance/years', 'compliance.export', ofYear, async ({ query }, { principal, duty, act }) => {
    const by = { person: principal.personId, session: principal.sessionId, role: duty.role, act };
    const begun = await files.begin({ ...query, ...by });
    return 'kind' in begun ? begun : { id: begun.id };
  });

  const ofFile = { sends: { 200: ['application/x-ndjson'] } } as const;
  routes.get('/v1/compliance/years/:id/file', 'compliance.export', ofFile, async ({ params, response }, permit) => {
    const id = idSchema.safeParse(params.id).data ?? '';
    const found = files.find(id, permit.principal.personId);
    if (found === undefined || found.report.made === null) return NOT_FOUND;
    const { year, made } = found.report;
    response.set('Content-Disposition', `attachment; filename="postern-year-${year}.ndjson"`);
    response.set('Content-Length', String(made.bytes)).set('Cache-Control', 'no-store');
    nameExport(response, made);
    response.type('application/x-ndjson');
    // A reader who leaves early is no fault of the server
    return pipeline(createReadStream(found.path), response).catch(() => void response.destroy());
  });

  return routes.router;
}
