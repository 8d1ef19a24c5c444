/** The effects of responses, and their undoing, each in one transaction with the response's row. */
import { personIdSchema } from '../../../platform/access/vocabulary.ts';
import type { AlarmReason } from '../../../records/alarms/alarm-table.ts';
import { kioskIdSchema } from '../../../contract/field.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { hasTraderKey } from '../../../goods/declarations/tables/trader-keys.ts';
import { findKiosk } from '../../../records/kiosks/kiosks.ts';
import { latestServiceOrder } from '../../../lanes/orders/order-table.ts';
import { findPerson } from '../../../people/people/tables/people.ts';
import { deleteSessionsOf } from '../../../people/people/tables/sessions.ts';
import { endRestriction, insertRestriction } from '../../../records/restrictions/restriction-table.ts';
import type { RestrictionKind } from '../../../records/restrictions/vocabulary.ts';
import { changeOpen, changeSettled, type StoredResponse } from './response-table.ts';
import { RESPONSE_LASTS_MS, type ResponseEnd, type ResponseKind } from './vocabulary.ts';

export type Effect =
  /** `sessions`: ended ones, to be announced after the commit. */
  | { readonly kind: 'done'; readonly sessions: readonly string[] }
  /** An officer has to order it. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'no-subject' }
  /** Another change was first, such as taking it back. */
  | { readonly kind: 'passed' };

const RESTRICTS: { readonly [Kind in Exclude<ResponseKind, 'take-lane-out-of-service'>]: RestrictionKind } = {
  'end-sessions': 'sessions-ended',
  'require-step-up': 'proof-required',
  'pause-grants': 'grants-paused',
  'pause-key': 'keys-paused',
};

/** Carries out a response that is due. The row is changed first, so that two servers cannot do it twice. */
export async function takeEffect(transaction: Transaction, one: StoredResponse, at: number): Promise<Effect> {
  const { id, kind, entity } = one;
  if (!(await isThere(transaction, one))) return { kind: 'no-subject' };
  const until = at + RESPONSE_LASTS_MS[kind];
  if (kind === 'take-lane-out-of-service' && !(await isOutOfService(transaction, entity.id))) return { kind: 'waits' };
  if (!(await changeOpen(transaction, id, ['effect_at'], { effect_at: at, until_at: until })))
    return { kind: 'passed' };
  if (kind === 'take-lane-out-of-service') return { kind: 'done', sessions: [] };
  await insertRestriction(transaction, { id, kind: RESTRICTS[kind], subject: entity.id, from: at, until });
  const ends = kind === 'end-sessions';
  return { kind: 'done', sessions: ends ? await deleteSessionsOf(transaction, personIdSchema.parse(entity.id)) : [] };
}

async function isThere(database: Connection, { kind, entity }: StoredResponse): Promise<boolean> {
  switch (kind) {
    case 'end-sessions':
    case 'require-step-up':
    case 'pause-grants': {
      const person = personIdSchema.safeParse(entity.id);
      return person.success && (await findPerson(database, person.data))?.disabledAt === null;
    }
    case 'pause-key':
      return hasTraderKey(database, entity.id);
    case 'take-lane-out-of-service': {
      const kiosk = kioskIdSchema.safeParse(entity.id);
      return kiosk.success && (await findKiosk(database, kiosk.data))?.disabledAt === null;
    }
  }
}

/** By the lane's signed answer to the latest order about its service. */
export async function isOutOfService(database: Connection, lane: string): Promise<boolean> {
  return (await latestServiceOrder(database, kioskIdSchema.parse(lane))) === 'take-out-of-service';
}

/**
 * Ends a response and undoes its effect. A lane that is out of service waits for an officer's order. `false`: it had ended before.
 * Ended sessions stay ended; the person signs in again.
 */
export async function endResponse(
  transaction: Transaction,
  one: StoredResponse,
  { because, by, at }: { readonly because: ResponseEnd; readonly by: string | null; readonly at: number },
): Promise<boolean> {
  const { id, kind, effectAt } = one;
  const isOfLane = kind === 'take-lane-out-of-service';
  const isUndone = !(isOfLane && effectAt !== null);
  const isEnded = await changeOpen(transaction, id, [], {
    ended_at: at,
    ended_by: by,
    ended_because: because,
    ...(isUndone ? { reversed_at: at } : { alarmed_at: null }),
  });
  if (isEnded && effectAt !== null && !isOfLane) await endRestriction(transaction, id, at);
  return isEnded;
}

/** Asks the officers of a lane for the order that it obeys: it obeys no security officer. */
export function askFor({ entity }: StoredResponse, order: 'take-out-of-service' | 'return-to-service'): AlarmReason {
  const kioskId = kioskIdSchema.safeParse(entity.id).data ?? null;
  return { kind: 'lane-order-asked', kioskId, fromSequence: null, toSequence: null, about: `order/${order}` };
}

/** Records that a lane is in service again. */
export async function markReversed(transaction: Transaction, { id }: StoredResponse, at: number): Promise<boolean> {
  return changeSettled(transaction, id, ['reversed_at'], { reversed_at: at });
}
