/**
 * Reserves comparisons with the server, which counts them across the fleet. A traveller waits 300 ms at most. Attempts that
 * were made without an answer are reported until the server has counted them.
 */
import { randomBytes } from 'node:crypto';
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import {
  MAX_ATTEMPT_DAYS,
  type Attempt,
  type AttemptAnswer,
  attemptAnswerSchema,
  attemptBytes,
  type AttemptKind,
  attemptSigningInput,
  RESERVATION_TIMEOUT_MS,
} from '../../../server/contract/attempt.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { errorName } from '../../platform/base/error-name.ts';
import { type DocumentHandle, handleEpoch } from '../../rules/document/handle.ts';
import type { OwedAttempt, OwedAttempts } from './owed-attempts.ts';
import { post } from './post.ts';
import type { ServerLink } from './server-link.ts';

export type Reservation =
  | { readonly kind: 'granted' }
  | { readonly kind: 'denied' }
  /** `keep`: makes the attempt durable, to be reported later. Rejects with `StoreError`. */
  | { readonly kind: 'no-answer'; readonly keep: () => Promise<void> };

export interface FleetAttempts {
  /** Rejects as the secure element does. */
  reserve(handle: DocumentHandle, tried: AttemptKind, most: number): Promise<Reservation>;
}

export interface FleetAttemptsOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly owed: OwedAttempts;
  readonly log: LogEvent;
}

const SETTLE_EVERY_MS = 10_000;
const SETTLED_AT_ONCE = 50;
const DAY_MS = 86_400_000;
/** Codes with which the server will never count an attempt. */
const FINAL: ReadonlySet<string> = new Set(['invalid-message', 'not-canonical', 'malformed-envelope']);

export function openFleetAttempts(options: FleetAttemptsOptions): FleetAttempts & {
  /** Reports the attempts that the server has not counted, now. Rejects with errors of the disk and of the secure element. */
  settle(): Promise<void>;
  close(): Promise<void>;
} {
  const { clock, owed, log } = options;
  const stop = new AbortController();
  let isAnswered = true;

  const answered = async (now: boolean): Promise<void> => {
    if (now === isAnswered) return;
    isAnswered = now;
    log({ event: 'fleet-attempts', answered: now, owed: await owed.count() });
  };
  const settle = async (): Promise<void> => {
    await owed.dropBefore(handleEpoch(clock.wallMs() - (MAX_ATTEMPT_DAYS - 1) * DAY_MS));
    for (const attempt of await owed.list(SETTLED_AT_ONCE)) {
      const said = await ask(options, attempt, 'made', stop.signal);
      if (said === 'no-answer') return;
      await owed.remove(attempt.attemptId);
      await answered(true);
    }
  };
  const follow = async (): Promise<void> => {
    while (await pause(clock, SETTLE_EVERY_MS, stop.signal)) {
      await settle().catch((error: unknown) => {
        log({ event: 'step-failed', step: 'fleet-attempts', error: errorName(error), code: 'none' });
      });
    }
  };
  const following = follow();

  return {
    async reserve({ handle, epoch }, tried, most) {
      const attempt: OwedAttempt = { attemptId: randomBytes(16).toString('hex'), tried, handle, epoch, most };
      const said = await underSignals([stop.signal, AbortSignal.timeout(RESERVATION_TIMEOUT_MS)], (limit) =>
        ask(options, attempt, 'reserve', limit),
      );
      await answered(said !== 'no-answer');
      if (said === 'granted' || said === 'denied') return { kind: said };
      return { kind: 'no-answer', keep: () => owed.add(attempt) };
    },
    settle,
    async close() {
      stop.abort();
      await following;
    },
  };
}

/** A refusal of the message is no answer to the attempt, except that it will not be counted later. */
async function ask(
  { kioskId, clock, secureElement, link }: FleetAttemptsOptions,
  attempt: OwedAttempt,
  what: Attempt['ask'],
  signal: AbortSignal,
): Promise<AttemptAnswer['verdict'] | 'no-answer'> {
  const { attemptId } = attempt;
  const { tried, handle, epoch, most } = attempt;
  const at = Math.round(clock.wallMs());
  const payload = attemptBytes({ version: 1, kioskId, attemptId, ask: what, tried, handle, epoch, at, most });
  const signature = await secureElement.sign(attemptSigningInput(payload));
  const outcome = await post(link, '/v1/attempts', encodeEnvelope({ kioskId, payload, signature }), signal);
  if (outcome.kind === 'refused') return what === 'made' && FINAL.has(outcome.code) ? 'counted' : 'no-answer';
  if (outcome.kind === 'unreachable') return 'no-answer';
  const answer = attemptAnswerSchema.safeParse(parseJson(outcome.body)?.json);
  const expected = what === 'made' ? ['counted'] : ['granted', 'denied'];
  const fits = answer.success && answer.data.attemptId === attemptId && expected.includes(answer.data.verdict);
  return fits ? answer.data.verdict : 'no-answer';
}
