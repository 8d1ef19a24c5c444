import type { Router } from 'express';
import { NOT_FOUND } from '../../../platform/http/route.ts';
import { z } from 'zod';
import { typedLine } from '../../../platform/base/typed-text.ts';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import { sha256HexSchema, wallMsSchema } from '../../../contract/field.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { FrameworkId } from '../frameworks/vocabulary.ts';
import { BREACH_LAWS } from '../laws/breach-laws.ts';
import { ADDRESSEES, LAW_IDS } from '../laws/vocabulary.ts';
import {
  breachEntriesSchema,
  breachFileSchema,
  breachListSchema,
  oneBreachSchema,
  openedBreachSchema,
  writtenNoticeSchema,
} from './answers.ts';
import { assessmentSchema, findBreach } from './breach-table.ts';
import { exportBreach } from './export-breach.ts';
import { addFact, type BreachParts, handleBreach, openBreach } from './handle-breach.ts';
import { sendBreachNotice, signBreachNotice, writeNotice } from './handle-notice.ts';
import { noticeItemsSchema } from './notice-table.ts';
import { offeredEntries, readBreach, readBreaches } from './read-breach.ts';
import { BREACH_OUTCOMES, SENDING_CHANNELS, FACT_MEANINGS } from './vocabulary.ts';

const MAX_BODY_BYTES = 2_048;
/** Nine parts of text. */
const MAX_NOTICE_BYTES = 262_144;

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const begun = { awareAt: wallMsSchema, laws: z.array(z.enum(LAW_IDS)).min(1).max(LAW_IDS.length) };
const openBreachSchema = z.discriminatedUnion('origin', [
  z.strictObject({ origin: z.literal('by-hand'), ...begun }),
  z.strictObject({ origin: z.literal('alarm'), alarm: z.int().min(1), ...begun }),
  z.strictObject({ origin: z.literal('finding'), finding: idSchema, ...begun }),
]);
const breachFactSchema = z.strictObject({ entry: z.int().min(0), meaning: z.enum(FACT_MEANINGS) });
const breachStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('assess'), assessment: assessmentSchema }),
  z.strictObject({ step: z.literal('add-law'), law: z.enum(LAW_IDS) }),
  z.strictObject({ step: z.literal('close'), outcome: z.enum(BREACH_OUTCOMES) }),
]);
const draftNoticeSchema = z.strictObject({
  law: z.enum(LAW_IDS),
  addressee: z.enum(ADDRESSEES),
  items: noticeItemsSchema,
});
const signNoticeSchema = z.strictObject({ digest: sha256HexSchema });
const sendNoticeSchema = z.strictObject({
  sentAt: wallMsSchema,
  channel: z.enum(SENDING_CHANNELS),
  reference: typedLine(1, 120).nullable(),
});

export interface BreachDesk extends BreachParts {
  /** From the configuration; named in drafts. */
  readonly answerable: { readonly controller: string | null; readonly contact: string | null };
  /** From the configuration: the laws that apply, which a new case begins with. */
  readonly frameworks: readonly FrameworkId[];
  /** The ledger's database. */
  readonly log: Connection;
}

/** Routes of privacy officers, security officers and auditors: breaches of personal data. */
export function breachRoutes(gate: AccessGate, desk: BreachDesk): Router {
  const routes = guardedRoutes(gate);
  const { knex } = desk;
  const maxBodyBytes = MAX_BODY_BYTES;

  routes.get('/v1/compliance/breaches', 'breaches.see', { answer: breachListSchema }, async ({ now }) => {
    const laws = BREACH_LAWS.map(({ id: law, title, reviewed }) => ({
      law,
      title,
      isReviewed: reviewed !== null,
      isChosen: desk.frameworks.includes(law),
    }));
    return { serverTime: now, breaches: await readBreaches(knex), laws };
  });

  routes.get('/v1/compliance/breaches/:id', 'breaches.see', { answer: oneBreachSchema }, async ({ params, now }) => {
    const read = await readBreach(knex, idOf(params.id), now);
    return read === undefined ? NOT_FOUND : { serverTime: now, ...read, ...desk.answerable };
  });

  const ofEntries = { answer: breachEntriesSchema };
  routes.get('/v1/compliance/breaches/:id/entries', 'breach.add-facts', ofEntries, async ({ params, now }) => {
    const found = await findBreach(knex, idOf(params.id));
    return found === undefined ? NOT_FOUND : { serverTime: now, entries: await offeredEntries(knex, found) };
  });

  const ofOpening = { body: openBreachSchema, maxBodyBytes, answer: openedBreachSchema, status: 201 };
  routes.post('/v1/compliance/breaches', 'breach.open', ofOpening, async ({ body }, permit) => {
    const answer = await openBreach(desk, permit, body);
    if (answer.kind !== 'refused') return { id: answer.made };
    // The form of the message was right, so only the time can be wrong
    const faults = answer.code === 'invalid-message' ? [{ path: 'awareAt', message: 'must not be in the future' }] : [];
    return { ...answer, faults };
  });

  const ofFact = { body: breachFactSchema, maxBodyBytes };
  routes.post('/v1/compliance/breaches/:id/facts', 'breach.add-facts', ofFact, ({ params, body }, permit) =>
    addFact(desk, permit, idOf(params.id), body),
  );

  const ofStep = { body: breachStepSchema, maxBodyBytes };
  routes.post('/v1/compliance/breaches/:id', 'breach.handle', ofStep, ({ params, body }, permit) =>
    handleBreach(desk, permit, idOf(params.id), body),
  );

  const ofDraft = {
    body: draftNoticeSchema,
    maxBodyBytes: MAX_NOTICE_BYTES,
    answer: writtenNoticeSchema,
    status: 201,
  };
  routes.post('/v1/compliance/breaches/:id/notices', 'breach.handle', ofDraft, async ({ params, body }, permit) => {
    const answer = await writeNotice(desk, permit, idOf(params.id), body);
    return answer.kind === 'refused' ? answer : { id: answer.made.id, digest: answer.made.digest };
  });

  const ofNotice = '/v1/compliance/breaches/:id/notices/:notice';
  const ofSignature = { body: signNoticeSchema, maxBodyBytes };
  routes.post(`${ofNotice}/signature`, 'breach.sign', ofSignature, ({ params, body }, permit) =>
    signBreachNotice(desk, permit, idOf(params.id), { notice: idOf(params.notice), ...body }),
  );

  const ofSending = { body: sendNoticeSchema, maxBodyBytes };
  routes.post(`${ofNotice}/sending`, 'breach.sign', ofSending, ({ params, body }, permit) =>
    sendBreachNotice(desk, permit, idOf(params.id), { notice: idOf(params.notice), ...body }),
  );

  const ofFile = { sends: { 200: breachFileSchema } };
  routes.post('/v1/compliance/breaches/:id/file', 'breach.export', ofFile, async ({ params, response }, permit) => {
    const bytes = await exportBreach(desk, desk.log, permit, idOf(params.id));
    if (bytes === undefined) return NOT_FOUND;
    response.type('application/json').send(Buffer.from(bytes));
    return undefined;
  });

  return routes.router;
}

/** An invalid id names no case and no notice. */
function idOf(id: string): string {
  return idSchema.safeParse(id).data ?? '';
}
