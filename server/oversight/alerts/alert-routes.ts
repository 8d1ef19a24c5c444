/** Routes of the HTTP API about alerts: channels, routes, silences, the log, tests and secrets. Changes of channels and routes are proposals. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { readQuery, wholeNumber } from '../../platform/http/query.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { Sealer } from '../../people/people/sealer.ts';
import type { RenewedSecret, SilenceMade, TestResult } from './answers.ts';
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

export const messagesQuerySchema = z.strictObject({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  state: z.enum(MESSAGE_STATES).optional(),
  channel: wholeNumber.pipe(z.int().min(1)).optional(),
});

/** `keepEarlier`: for a day, so that the receiver can change over. Without it the earlier secret is worthless at once. */
export const renewSchema = z.strictObject({ keepEarlier: z.boolean() });
export const testSchema = z.strictObject({});

/** Tests of one channel: one in ten seconds, after three. */
const TEST_RATE = { perSecond: 0.1, burst: 3 };

export function alertRoutes(gate: AccessGate, desk: AlertDesk): Router {
  const routes = guardedRouter(gate);
  const tests = new TokenBuckets(TEST_RATE, desk.clock);
  const now = () => Math.round(gate.clock.wallMs());

  routes.get('/v1/alerts', 'alerts.see', { takesNoQuery: true }, async (_request, response) => {
    response.json(await showAlerts(desk.knex, desk.config.mail !== undefined, now()));
  });

  routes.get('/v1/alerts/messages', 'alerts.see', async (request, response) => {
    const read = readQuery(messagesQuerySchema, request.query);
    if (read.kind === 'refused') sendFailure(response, { code: 'invalid-query', faults: read.faults });
    else response.json(await showMessages(desk.knex, read.query, now()));
  });

  routes.post('/v1/alerts/channels/:number/tests', 'alerts.test', async (request, response, permit) => {
    if (messageOf(testSchema, request, response) === undefined) return;
    const number = numberOf(request);
    const waitS = tests.take(String(number));
    if (waitS > 0)
      return refuseWith(response, { ...refuse('rate-limited', 'was tested just now'), retryAfterS: waitS });
    const tested = await test(desk, number, permit, now());
    if (tested.kind === 'refused') refuseWith(response, tested);
    else response.status(201).json(tested.answer);
  });

  routes.post('/v1/alerts/channels/:number/secrets', 'alerts.renew-secret', async (request, response, permit) => {
    const said = messageOf(renewSchema, request, response);
    if (said === undefined) return;
    const renewed = await renew(desk, numberOf(request), permit, { ...said, at: now() });
    if (renewed.kind === 'refused') refuseWith(response, renewed);
    else response.status(201).json(renewed.answer);
  });

  routes.post('/v1/alerts/silences', 'alerts.silence', async (request, response, { principal, duty }) => {
    const wanted = messageOf(silenceSchema, request, response);
    if (wanted === undefined) return;
    const by = { person: principal.personId, session: principal.sessionId, role: duty.role, at: now() };
    const made = await desk.queue.run((transaction) => silence(transaction, wanted, by, desk.server));
    await desk.ledger.settle();
    if (made.kind === 'refused') return refuseWith(response, made);
    response.status(201).json({ id: made.id, until: made.until } satisfies SilenceMade);
  });

  routes.delete('/v1/alerts/silences/:id', 'alerts.silence', async (request, response, { principal, duty }) => {
    const by = { person: principal.personId, session: principal.sessionId, role: duty.role, at: now() };
    const ended = await desk.queue.run((transaction) => unsilence(transaction, String(request.params['id']), by));
    await desk.ledger.settle();
    if (ended.kind === 'refused') refuseWith(response, ended);
    else response.status(204).end();
  });

  return routes.router;
}

function refuseWith(response: Response, refusal: Refusal): void {
  sendFailure(response, refusal);
}

/** Another text names no channel. */
function numberOf(request: Request): number {
  const text = String(request.params['number']);
  return /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : 0;
}

type Answered<T> = { readonly kind: 'answered'; readonly answer: T } | Refusal;
const NO_CHANNEL = refuse('not-found', 'there is no such channel');

/** Sends a message once and answers its true result. It is in the log like any other. */
async function test(desk: AlertDesk, number: number, permit: Permit, at: number): Promise<Answered<TestResult>> {
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
  return { kind: 'answered', answer: { result, status, tookMs } };
}

async function renew(
  { queue, ledger, sealer, server, alarms }: AlertDesk,
  number: number,
  permit: Permit,
  { keepEarlier, at }: { readonly keepEarlier: boolean; readonly at: number },
): Promise<Answered<RenewedSecret>> {
  const renewed = await queue.run(async (transaction): Promise<Answered<RenewedSecret & { readonly alarm: Alarm }>> => {
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
    return { kind: 'answered', answer: { secret: secrets.current, previousUntil, alarm } };
  });
  await ledger.settle();
  if (renewed.kind !== 'answered') return renewed;
  const { alarm, ...answer } = renewed.answer;
  alarms.announce(alarm);
  return { kind: 'answered', answer };
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
