/** Carries out confirmed responses, ends those whose time has expired, and raises alarms for those that are stuck. */
import type { Alarm } from '../../../records/alarms/answers.ts';
import type { AlarmReason } from '../../../records/alarms/alarm-table.ts';
import { raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { kioskIdSchema } from '../../../contract/field.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import type { SessionEndings } from '../../../people/people/session-endings.ts';
import { askFor, endResponse, isOutOfService, markReversed, takeEffect } from './effects.ts';
import {
  changeSettled,
  findResponse,
  isDue,
  stateOf,
  type StoredResponse,
  unsettledResponses,
} from './response-table.ts';
import { dangerOf } from './safety.ts';
import { RESPONSE_LASTS_MS, STUCK_AFTER_MS } from './vocabulary.ts';

const LOOK_EVERY_MS = 2_000;

export interface ResponseParts extends Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms'> {
  /** Whether a password counts as a way to sign in. */
  readonly passwords: boolean;
  readonly endings: Pick<SessionEndings, 'announce'>;
}

interface Moved {
  readonly sessions: readonly string[];
  readonly alarms: readonly Alarm[];
}

const NOTHING: Moved = { sessions: [], alarms: [] };

/**
 * Moves each unsettled response one step. Each step is one transaction of its own, so that one that fails holds up no other and is tried
 * again with the next look; after a stop the next start goes on here. Rejects with the first error, after all were tried.
 */
export async function moveResponses(parts: ResponseParts): Promise<void> {
  const faults: unknown[] = [];
  for (const { id } of await unsettledResponses(parts.knex)) {
    await moveResponse(parts, id).catch(async (error: unknown) => {
      faults.push(error);
      await alarmIfStuck(parts, id);
    });
  }
  if (faults.length > 0) throw faults[0];
}

/** Moves one response, if something is due. */
export async function moveResponse(parts: ResponseParts, id: string): Promise<void> {
  const { queue, clock, ledger, alarms, endings, passwords } = parts;
  const moved = await queue.run(async (transaction): Promise<Moved> => {
    const one = await findResponse(transaction, id);
    const at = Math.round(clock.wallMs());
    return one === undefined ? NOTHING : move(transaction, one, { at, passwords });
  });
  endings.announce(moved.sessions);
  for (const alarm of moved.alarms) alarms.announce(alarm);
  if (moved !== NOTHING) await ledger.settle();
}

interface Now {
  readonly at: number;
  readonly passwords: boolean;
}

async function move(transaction: Transaction, one: StoredResponse, { at, passwords }: Now): Promise<Moved> {
  const end = async (because: Parameters<typeof endResponse>[2]['because'], reasons: readonly AlarmReason[] = []) => {
    if (!(await endResponse(transaction, one, { because, by: null, at }))) return NOTHING;
    const isOut = one.kind === 'take-lane-out-of-service' && one.effectAt !== null;
    return raise(transaction, [...reasons, ...(isOut ? [askFor(one, 'return-to-service')] : [])], at);
  };
  const state = stateOf(one);
  if (state === 'returning') return awaitReturn(transaction, one, at);
  if (state === 'ended') return NOTHING;
  if (one.confirmedAt === null && at >= one.confirmBy) return end(one.atOnce ? 'unconfirmed' : 'expired');
  if (at >= lastsUntil(one)) return end('over');
  if (state === 'in-force' && one.kind === 'take-lane-out-of-service') return endIfReturned(transaction, one, at);
  if (!isDue(one)) return NOTHING;
  if ((await dangerOf(transaction, one, { nowMs: at, passwords })) !== undefined) return end('unsafe', [stuck(one)]);
  const effect = await takeEffect(transaction, one, at);
  switch (effect.kind) {
    case 'done':
      return { sessions: effect.sessions, alarms: [] };
    case 'no-subject':
      return end('no-subject', [stuck(one)]);
    case 'passed':
      return NOTHING;
    case 'waits':
      return raiseIfStuck(transaction, one, at);
  }
}

/** Pure: without an effect, such as a lane whose officers do not give the order, its time counts from the confirmation. */
function lastsUntil({ kind, until, confirmedAt, proposedAt }: StoredResponse): number {
  return until ?? (confirmedAt ?? proposedAt) + RESPONSE_LASTS_MS[kind];
}

/** An officer may return the lane to service before the response has ended. */
async function endIfReturned(transaction: Transaction, one: StoredResponse, at: number): Promise<Moved> {
  if (await isOutOfService(transaction, one.entity.id)) return NOTHING;
  if (await endResponse(transaction, one, { because: 'returned', by: null, at }))
    await markReversed(transaction, one, at);
  return { sessions: [], alarms: [] };
}

/** A lane is in service again when it has obeyed an officer's order. */
async function awaitReturn(transaction: Transaction, one: StoredResponse, at: number): Promise<Moved> {
  if (await isOutOfService(transaction, one.entity.id)) return raiseIfStuck(transaction, one, at);
  await markReversed(transaction, one, at);
  return { sessions: [], alarms: [] };
}

async function raiseIfStuck(transaction: Transaction, one: StoredResponse, at: number): Promise<Moved> {
  const since = one.endedAt ?? one.confirmedAt ?? one.proposedAt;
  if (one.alarmedAt !== null || at - since < STUCK_AFTER_MS) return NOTHING;
  await changeSettled(transaction, one.id, ['alarmed_at'], { alarmed_at: at });
  return raise(transaction, [stuck(one)], at);
}

/** The transaction of the step failed, so that the alarm has one of its own. */
async function alarmIfStuck({ queue, clock, alarms, ledger }: ResponseParts, id: string): Promise<void> {
  const moved = await queue
    .run(async (transaction): Promise<Moved> => {
      const one = await findResponse(transaction, id);
      return one === undefined ? NOTHING : raiseIfStuck(transaction, one, Math.round(clock.wallMs()));
    })
    .catch(() => NOTHING);
  for (const alarm of moved.alarms) alarms.announce(alarm);
  if (moved.alarms.length > 0) await ledger.settle();
}

function stuck({ kind, entity }: StoredResponse): AlarmReason {
  const lane = entity.kind === 'lane' ? kioskIdSchema.safeParse(entity.id).data : undefined;
  const about = `${kind}/${entity.kind}`;
  return { kind: 'response-stuck', kioskId: lane ?? null, fromSequence: null, toSequence: null, about };
}

async function raise(transaction: Transaction, reasons: readonly AlarmReason[], at: number): Promise<Moved> {
  const alarms: Alarm[] = [];
  for (const reason of reasons) alarms.push(await raiseAndEnter(transaction, reason, at));
  return { sessions: [], alarms };
}

/** Looks now and every two seconds. @returns a function that stops */
export function watchResponses(parts: ResponseParts & Pick<RoomContext, 'events'>): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => moveResponses(parts),
    (error) => events.emit({ event: 'fault', where: 'detection', error }),
  );
}
