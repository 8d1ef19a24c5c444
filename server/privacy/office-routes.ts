import type { Router } from 'express';
import { NOT_FOUND } from '../platform/http/route.ts';
import { z } from 'zod';
import { guardedRoutes } from '../platform/access/guarded-router.ts';
import { siteIdSchema } from '../platform/access/vocabulary.ts';
import { readMessage } from '../platform/http/message.ts';
import { wholeNumber } from '../platform/http/query.ts';
import { kioskIdSchema } from '../contract/field.ts';
import { holdListSchema } from '../lanes/evidence/answers/hold.ts';
import { retentionSchema, signedSchema } from './answers/retention.ts';
import { processingRecordSchema, statisticsSchema } from './answers/record.ts';
import { EXPORT_FORMATS, EXPORT_TYPES, makeExport } from './exports/make-export.ts';
import { listHoldViews } from './holds/hold-list.ts';
import type { PrivacyDesk } from './privacy-desk.ts';
import { rolloutView } from './retention/roll-out.ts';
import { signPolicy, signSchema } from './retention/sign-policy.ts';
import { isDocument, readDocument, RECORDS, readRecord, readStatistics, readTable, readVersions } from './records.ts';
import { nameExport } from './exports/name-export.ts';

const numberSchema = wholeNumber.pipe(z.int().min(1));
const exportQuerySchema = z.strictObject({ record: z.enum(RECORDS), format: z.enum(EXPORT_FORMATS) });

/** Routes of policies, holds, the record of processing, statistics and exports. */
export function officeRoutes(desk: PrivacyDesk): Router {
  const { gate, context } = desk;
  const { knex } = context;
  const routes = guardedRoutes(gate);

  routes.get('/v1/privacy/retention', 'retention.see', { query: 'any', answer: retentionSchema }, async ({ now }) => ({
    serverTime: now,
    versions: await readVersions(desk),
    ...(await rolloutView(knex, now)),
  }));

  const ofSignature = { bytes: signSchema, answer: signedSchema };
  const signatures = '/v1/privacy/retention/:number/signatures';
  routes.post(signatures, 'retention.sign', ofSignature, async ({ params, bytes }, { principal, duty }) => {
    const number = numberSchema.safeParse(params.number).data;
    if (number === undefined) return NOT_FOUND;
    const read = readMessage(signSchema, bytes);
    if (read.kind === 'refused') return read;
    const answer = await signPolicy(desk, { principal, role: duty.role }, number, read.message);
    return answer.kind === 'refused' ? answer : { signed: answer.signed };
  });

  routes.get(
    '/v1/privacy/holds',
    'holds.see',
    { query: 'any', answer: holdListSchema },
    async ({ now }, { covers }) => {
      const holds = (await listHoldViews(knex)).filter(({ site, kioskId }) =>
        covers({ site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) }),
      );
      return { serverTime: now, holds };
    },
  );

  const ofRecord = { query: 'any', answer: processingRecordSchema } as const;
  routes.get('/v1/privacy/record', 'processing.see', ofRecord, () => readRecord(desk));

  const ofStatistics = { query: 'any', answer: statisticsSchema } as const;
  routes.get('/v1/privacy/statistics', 'processing.see', ofStatistics, () => readStatistics(desk));

  const ofExport = { query: exportQuerySchema, sends: { 200: EXPORT_TYPES } };
  routes.post('/v1/privacy/exports', 'record.export', ofExport, async ({ query, response }, permit) => {
    const { record, format } = query;
    const table = await readTable(desk, record, permit);
    if (table === undefined) return { kind: 'refused', code: 'not-entitled' };
    const made = await makeExport(
      desk,
      { principal: permit.principal, role: permit.duty.role },
      { table, record, format, ...(isDocument(record) && { document: () => readDocument(desk, record) }) },
    );
    response.set('Content-Disposition', `attachment; filename="postern-${record}.${format}"`);
    nameExport(response, made);
    response.type(made.type).send(Buffer.from(made.bytes));
    return undefined;
  });

  return routes.router;
}
