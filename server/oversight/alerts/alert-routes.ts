/** Routes of the HTTP API about alerts: channels, routes, silences, the log, tests and secrets. Changes of channels and routes are proposals. */
import type { Router } from 'express';
import { z } from 'zod';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { wholeNumber } from '../../platform/http/query.ts';
import type { Sealer } from '../../people/people/sealer.ts';
import {
  alertsSchema,
  messagePageSchema,
  type RenewedSecret,
  renewedSecretSchema,
  silenceMadeSchema,
  type TestResult,
  testResultSchema,
} from './answers.ts';
import { findChannel, putSecrets } from './channel-table.ts';
import { makeMessage } from './make-messages.ts';
import { findMessage } from './message-table.ts';
import { attempt, type OutboxParts } from './outbox.ts';
import { openSecrets, sealSecrets } from './sealed-secrets.ts';
import { showAlerts, showMessages } from './show-alerts.ts';
import { silence, silenceSchema, unsilence } from './silence-desk.ts';
import { renewedSecrets } from './signature.ts';
import { MESSAGE_STATES, PREVIOUS_SECRET_MS } from './vocabulary.ts';

export interface AlertDesk extends OutboxParts {
  readonly sealer: Pick<Sealer, 'open' | 'seal'>;
  readonly alarms: Pick<AlarmBook, 'announce'>;
  /** The name of the ledger. */
  readonly server: string;
}

const messagesQuerySchema = z.strictObject({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  state: z.enum(MESSAGE_STATES).optional(),
  channel: wholeNumber.pipe(z.int().min(1)).optional(),
});

/** `keepEarlier`: for a day, so that the receiver can change over. Without it the earlier secret is worthless at once. */
const renewSchema = z.strictObject({ keepEarlier: z.boolean() });

/** Tests of one channel: one in ten seconds, after three. */
const TEST_RATE = { perSecond: 0.1, burst: 3 };

export function alertRoutes(gate: AccessGate, desk: AlertDesk): Router {
  const routes = guardedRoutes(gate);
  const tests = new TokenBuckets(TEST_RATE, desk.clock);

  routes.get('/v1/alerts', 'alerts.see', { answer: alertsSchema }, ({ now }) =>
    showAlerts(desk.knex, desk.config.mail !== undefined, now),
  );

  const ofMessages = { query: messagesQuerySchema, answer: messagePageSchema };
  routes.get('/v1/alerts/messages', 'alerts.see', ofMessages, ({ query, now }) => showMessages(desk.knex, query, now));

  const ofTest = { body: z.strictObject({}), answer: testResultSchema, status: 201 };
  routes.post('/v1/alerts/channels/:number/tests', 'alerts.test', ofTest, async ({ params, now }, permit) => {
    const number = numberOf(params);
    const waitS = tests.take(String(number));
    if (waitS > 0) return { ...refuse('rate-limited', 'was tested just now'), retryAfterS: waitS };
    return test(desk, number, permit, now);
  });

  const ofSecret = { body: renewSchema, answer: renewedSecretSchema, status: 201 };
  routes.post('/v1/alerts/channels/:number/secrets', 'alerts.renew-secret', ofSecret, (asked, permit) =>
    renew(desk, numberOf(asked.params), permit, { ...asked.body, at: asked.now }),
  );

  const ofSilence = { body: silenceSchema, answer: silenceMadeSchema, status: 201 };
  routes.post('/v1/alerts/silences', 'alerts.silence', ofSilence, async ({ body, now }, permit) => {
    const made = await desk.queue.run((transaction) => silence(transaction, body, byOf(permit, now), desk.server));
    await desk.ledger.settle();
    return made.kind === 'refused' ? made : { id: made.id, until: made.until };
  });

  routes.delete('/v1/alerts/silences/:id', 'alerts.silence', {}, async ({ params, now }, permit) => {
    const ended = await desk.queue.run((transaction) => unsilence(transaction, params.id, byOf(permit, now)));
    await desk.ledger.settle();
    return ended;
  });

  return routes.router;
}

function byOf({ principal, duty }: Permit, at: number) {
  return { person: principal.personId, session: principal.sessionId, role: duty.role, at };
}

/** Another text names no channel. */
function numberOf({ number }: { readonly number: string }): number {
  return /^[1-9][0-9]{0,6}$/.test(number) ? Number(number) : 0;
}

const NO_CHANNEL = refuse('not-found', 'there is no such channel');

/** Sends a message once and answers its true result. It is in the log like any other. */
async function test(desk: AlertDesk, number: number, permit: Permit, at: number): Promise<TestResult | Refusal> {
  const { queue, ledger, clock, server } = desk;
  const id = await queue.run(async (transaction) => {
    const channel = await findChannel(transaction, number);
    if (channel === undefined || channel.removedAt !== null) return undefined;
    await recordAct(transaction, actOf(permit, number, at));
    return makeMessage(transaction, { channel, route: null, occasion: { kind: 'test' }, server, at });
  });
  await ledger.settle();
  const message = id === undefined ? undefined : await findMessage(desk.knex, id);
  if (message === undefined) return NO_CHANNEL;
  const begun = clock.monotonicMs();
  const sent = await attempt(desk, message, 'once');
  const tookMs = Math.round(clock.monotonicMs() - begun);
  const { result, status } = sent ?? { result: 'failed', status: null };
  return { result, status, tookMs };
}

async function renew(
  { queue, ledger, sealer, server, alarms }: AlertDesk,
  number: number,
  permit: Permit,
  { keepEarlier, at }: { readonly keepEarlier: boolean; readonly at: number },
): Promise<RenewedSecret | Refusal> {
  const renewed = await queue.run(async (transaction) => {
    const channel = await findChannel(transaction, number);
    if (channel === undefined || channel.removedAt !== null || channel.target.kind !== 'webhook') return NO_CHANNEL;
    const known = openSecrets(sealer, number, channel.secrets);
    // Secrets that were sealed by other keys of the server are lost; the receiver gets new ones
    const isKept = keepEarlier && known !== undefined;
    const previousUntil = isKept ? at + PREVIOUS_SECRET_MS : null;
    const secrets = renewedSecrets(known ?? { current: '', earlier: [] }, at, previousUntil);
    const sealed = { secrets: sealSecrets(sealer, number, secrets), previousUntil };
    await putSecrets(transaction, number, sealed);
    await recordAct(transaction, {
      ...actOf(permit, number, at),
      details: { step: 'secret-renewed', channel: number },
    });
    const occasion = { kind: 'secret-renewed', until: previousUntil ?? at } as const;
    await makeMessage(transaction, { channel: { ...channel, ...sealed }, route: null, occasion, server, at });
    // A receiver refuses what it cannot verify, and one person renews a secret alone: the other routes report it
    const reason = { kind: 'alert-routing-changed', kioskId: null, fromSequence: null, toSequence: null } as const;
    const alarm = await raiseAndEnter(transaction, { ...reason, about: `secret/renewed/${number}` }, at);
    return { answer: { secret: secrets.current, previousUntil }, alarm };
  });
  await ledger.settle();
  if ('kind' in renewed) return renewed;
  alarms.announce(renewed.alarm);
  return renewed.answer;
}

function actOf({ principal, duty, act }: Permit, channel: number, at: number) {
  return {
    person: principal.personId,
    session: principal.sessionId,
    role: duty.role,
    act,
    result: 'done',
    at,
    details: { step: 'tested', channel },
  } as const;
}
