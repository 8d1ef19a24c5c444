import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { typedLine } from '../../../platform/base/typed-text.ts';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import { sha256HexSchema, wallMsSchema } from '../../../contract/field.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { messageOf } from '../../../platform/http/read-json.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import type { FrameworkId } from '../frameworks/vocabulary.ts';
import { BREACH_LAWS } from '../laws/breach-laws.ts';
import { ADDRESSEES, LAW_IDS } from '../laws/vocabulary.ts';
import type { BreachEntries, BreachList, OneBreach, OpenedBreach, WrittenNotice } from './answers.ts';
import { assessmentSchema, findBreach } from './breach-table.ts';
import { exportBreach } from './export-breach.ts';
import { addFact, type BreachAnswer, type BreachParts, handleBreach, openBreach } from './handle-breach.ts';
import { sendBreachNotice, signBreachNotice, writeNotice } from './handle-notice.ts';
import { noticeItemsSchema } from './notice-table.ts';
import { offeredEntries, readBreach, readBreaches } from './read-breach.ts';
import { BREACH_OUTCOMES, SENDING_CHANNELS, FACT_MEANINGS } from './vocabulary.ts';

const BODY_LIMIT_BYTES = 2_048;
/** Nine parts of text. */
const NOTICE_LIMIT_BYTES = 262_144;

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const begun = { awareAt: wallMsSchema, laws: z.array(z.enum(LAW_IDS)).min(1).max(LAW_IDS.length) };
export const openBreachSchema = z.discriminatedUnion('origin', [
  z.strictObject({ origin: z.literal('by-hand'), ...begun }),
  z.strictObject({ origin: z.literal('alarm'), alarm: z.int().min(1), ...begun }),
  z.strictObject({ origin: z.literal('finding'), finding: idSchema, ...begun }),
]);
export const breachFactSchema = z.strictObject({ entry: z.int().min(0), meaning: z.enum(FACT_MEANINGS) });
export const breachStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('assess'), assessment: assessmentSchema }),
  z.strictObject({ step: z.literal('add-law'), law: z.enum(LAW_IDS) }),
  z.strictObject({ step: z.literal('close'), outcome: z.enum(BREACH_OUTCOMES) }),
]);
export const draftNoticeSchema = z.strictObject({
  law: z.enum(LAW_IDS),
  addressee: z.enum(ADDRESSEES),
  items: noticeItemsSchema,
});
export const signNoticeSchema = z.strictObject({ digest: sha256HexSchema });
export const sendNoticeSchema = z.strictObject({
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
  const routes = guardedRouter(gate);
  const { knex, clock } = desk;
  const now = () => Math.round(clock.wallMs());
  const options = { bodyLimitBytes: BODY_LIMIT_BYTES };
  const plain = { takesNoQuery: true };

  routes.get('/v1/compliance/breaches', 'breaches.see', plain, async (_request, response) => {
    const laws = BREACH_LAWS.map(({ id: law, title, reviewed }) => ({
      law,
      title,
      isReviewed: reviewed !== null,
      isChosen: desk.frameworks.includes(law),
    }));
    response.json({ serverTime: now(), breaches: await readBreaches(knex), laws } satisfies BreachList);
  });

  routes.get('/v1/compliance/breaches/:id', 'breaches.see', plain, async (request, response) => {
    const read = await readBreach(knex, idOf(request), now());
    if (read === undefined) return sendFailure(response, { code: 'not-found' });
    response.json({ serverTime: now(), ...read, ...desk.answerable } satisfies OneBreach);
  });

  routes.get('/v1/compliance/breaches/:id/entries', 'breach.add-facts', plain, async (request, response) => {
    const found = await findBreach(knex, idOf(request));
    if (found === undefined) return sendFailure(response, { code: 'not-found' });
    response.json({ serverTime: now(), entries: await offeredEntries(knex, found) } satisfies BreachEntries);
  });

  routes.post('/v1/compliance/breaches', 'breach.open', options, async (request, response, permit) => {
    const body = messageOf(openBreachSchema, request, response);
    if (body === undefined) return;
    const answer = await openBreach(desk, permit, body);
    if (answer.kind === 'refused') {
      // The form of the message was right, so only the time can be wrong
      const faults =
        answer.code === 'invalid-message' ? [{ path: 'awareAt', message: 'must not be in the future' }] : [];
      sendFailure(response, { code: answer.code, faults });
    } else response.status(201).json({ id: answer.made } satisfies OpenedBreach);
  });

  routes.post('/v1/compliance/breaches/:id/facts', 'breach.add-facts', options, async (request, response, permit) => {
    const body = messageOf(breachFactSchema, request, response);
    if (body !== undefined) send(response, await addFact(desk, permit, idOf(request), body));
  });

  routes.post('/v1/compliance/breaches/:id', 'breach.handle', options, async (request, response, permit) => {
    const body = messageOf(breachStepSchema, request, response);
    if (body !== undefined) send(response, await handleBreach(desk, permit, idOf(request), body));
  });

  routes.post(
    '/v1/compliance/breaches/:id/notices',
    'breach.handle',
    { bodyLimitBytes: NOTICE_LIMIT_BYTES },
    async (request, response, permit) => {
      const body = messageOf(draftNoticeSchema, request, response);
      if (body === undefined) return;
      const answer = await writeNotice(desk, permit, idOf(request), body);
      if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
      else response.status(201).json({ id: answer.made.id, digest: answer.made.digest } satisfies WrittenNotice);
    },
  );

  const ofNotice = '/v1/compliance/breaches/:id/notices/:notice';
  routes.post(`${ofNotice}/signature`, 'breach.sign', options, async (request, response, permit) => {
    const body = messageOf(signNoticeSchema, request, response);
    if (body === undefined) return;
    send(response, await signBreachNotice(desk, permit, idOf(request), { notice: noticeOf(request), ...body }));
  });

  routes.post(`${ofNotice}/sending`, 'breach.sign', options, async (request, response, permit) => {
    const body = messageOf(sendNoticeSchema, request, response);
    if (body === undefined) return;
    send(response, await sendBreachNotice(desk, permit, idOf(request), { notice: noticeOf(request), ...body }));
  });

  const noBody = { bodyLimitBytes: 'none' } as const;
  routes.post('/v1/compliance/breaches/:id/file', 'breach.export', noBody, async (request, response, permit) => {
    const bytes = await exportBreach(desk, desk.log, permit, idOf(request));
    if (bytes === undefined) sendFailure(response, { code: 'not-found' });
    else response.type('application/json').send(Buffer.from(bytes));
  });

  return routes.router;
}

function send(response: Response, answer: BreachAnswer): void {
  if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
  else response.status(204).end();
}

/** An invalid id names no case. */
function idOf(request: Request): string {
  return idSchema.safeParse(request.params['id']).data ?? '';
}

function noticeOf(request: Request): string {
  return idSchema.safeParse(request.params['notice']).data ?? '';
}
