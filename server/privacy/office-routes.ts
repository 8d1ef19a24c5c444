import type { Router } from 'express';
import { z } from 'zod';
import { guardedRouter } from '../platform/access/guarded-router.ts';
import { siteIdSchema } from '../platform/access/vocabulary.ts';
import { bytesOf } from '../platform/http/body.ts';
import { readMessage } from '../platform/http/message.ts';
import { readQuery, wholeNumber } from '../platform/http/query.ts';
import { sendFailure } from '../platform/http/wire-failure.ts';
import { kioskIdSchema } from '../contract/field.ts';
import type { HoldList } from '../lanes/evidence/answers/hold.ts';
import type { RetentionView, Signed } from './answers/retention.ts';
import { EXPORT_FORMATS, makeExport } from './exports/make-export.ts';
import { listHoldViews } from './holds/hold-list.ts';
import type { PrivacyDesk } from './privacy-desk.ts';
import { rolloutView } from './retention/roll-out.ts';
import { signPolicy, signSchema } from './retention/sign-policy.ts';
import { isDocument, readDocument, RECORDS, readRecord, readStatistics, readTable, readVersions } from './records.ts';
import { nameExport } from './exports/name-export.ts';

const numberSchema = wholeNumber.pipe(z.int().min(1));
export const exportQuerySchema = z.strictObject({ record: z.enum(RECORDS), format: z.enum(EXPORT_FORMATS) });

/** Routes of policies, holds, the record of processing, statistics and exports. */
export function officeRoutes(desk: PrivacyDesk): Router {
  const { gate, context } = desk;
  const { knex, clock } = context;
  const routes = guardedRouter(gate);

  routes.get('/v1/privacy/retention', 'retention.see', async (_request, response) => {
    const now = clock.wallMs();
    const versions = await readVersions(desk);
    response.json({ serverTime: now, versions, ...(await rolloutView(knex, now)) } satisfies RetentionView);
  });

  routes.post('/v1/privacy/retention/:number/signatures', 'retention.sign', async (request, response, permit) => {
    const number = numberSchema.safeParse(request.params['number']);
    const read = readMessage(signSchema, bytesOf(request.body));
    if (!number.success) return sendFailure(response, { code: 'not-found' });
    if (read.kind === 'refused') return sendFailure(response, read);
    const { principal, duty } = permit;
    const answer = await signPolicy(desk, { principal, role: duty.role }, number.data, read.message);
    if (answer.kind === 'refused') sendFailure(response, answer);
    else response.json({ signed: answer.signed } satisfies Signed);
  });

  routes.get('/v1/privacy/holds', 'holds.see', async (_request, response, { covers }) => {
    const all = await listHoldViews(knex);
    const holds = all.filter(({ site, kioskId }) =>
      covers({ site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) }),
    );
    response.json({ serverTime: clock.wallMs(), holds } satisfies HoldList);
  });

  routes.get('/v1/privacy/record', 'processing.see', async (_request, response) => {
    response.json(await readRecord(desk));
  });

  routes.get('/v1/privacy/statistics', 'processing.see', async (_request, response) => {
    response.json(await readStatistics(desk));
  });

  routes.post('/v1/privacy/exports', 'record.export', { bodyLimitBytes: 'none' }, async (request, response, permit) => {
    const read = readQuery(exportQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { record, format } = read.query;
    const table = await readTable(desk, record, permit);
    if (table === undefined) return sendFailure(response, { code: 'not-entitled' });
    const made = await makeExport(
      desk,
      { principal: permit.principal, role: permit.duty.role },
      { table, record, format, ...(isDocument(record) && { document: () => readDocument(desk, record) }) },
    );
    response.set('Content-Disposition', `attachment; filename="postern-${record}.${format}"`);
    nameExport(response, made);
    response.type(made.type).send(Buffer.from(made.bytes));
  });

  return routes.router;
}
