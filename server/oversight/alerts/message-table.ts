/** The messages: the outbox, and the log of deliveries. A message is a row before it is sent, so a crash loses none. */
import { z } from 'zod';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeLeftOut, changeRows, deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import {
  DELIVERY_RESULTS,
  MESSAGE_KINDS,
  MESSAGE_STATES,
  type DeliveryResult,
  type MessageState,
} from './vocabulary.ts';

const messages = table({
  position: integer,
  /** `msg_` and 32 hex digits: equal at each attempt, so that a receiver can drop a repetition. */
  id: text,
  kind: checked(z.enum(MESSAGE_KINDS)),
  channel: integer,
  route: nullable(integer),
  alarmKind: nullable(checked(z.enum(ALARM_KINDS))),
  alarms: json(z.array(z.int())),
  /** The silence that holds it. */
  silence: nullable(text),
  content: text,
  state: checked(z.enum(MESSAGE_STATES)),
  madeAt: integer,
  endedAt: nullable(integer),
  /** Begun, the running one included. */
  attempts: integer,
  nextAt: integer,
  lastAt: nullable(integer),
  lastResult: nullable(checked(z.enum(DELIVERY_RESULTS))),
  /** Status of HTTP or of the mail relay, if there was one. */
  lastStatus: nullable(integer),
});

export type StoredMessage = RecordOf<typeof messages>;
export type MessageDraft = Pick<
  StoredMessage,
  'id' | 'kind' | 'channel' | 'route' | 'alarmKind' | 'alarms' | 'silence' | 'content' | 'madeAt'
>;

/** How an attempt ended. */
export interface Attempted {
  readonly at: number;
  readonly result: DeliveryResult;
  readonly status: number | null;
}

export async function insertMessage(transaction: Transaction, draft: MessageDraft): Promise<void> {
  await insertRow(
    transaction,
    'alert_messages',
    messages.row({
      ...draft,
      state: draft.silence === null ? 'waiting' : 'silenced',
      attempts: 0,
      nextAt: draft.madeAt,
    }),
  );
}

/**
 * Messages that are due, the longest waiting first. Tests are sent by the request that made them.
 * @param without channels that are left out
 */
export function dueMessages(
  database: Connection,
  now: number,
  { limit, without }: { readonly limit: number; readonly without: readonly number[] },
): Promise<StoredMessage[]> {
  return messages.all(
    database('alert_messages')
      .where({ state: 'waiting' })
      .where('next_at', '<=', now)
      .whereNot({ kind: 'test' })
      .whereNotIn('channel', [...without])
      .orderBy(['next_at', 'position'])
      .limit(limit),
  );
}

export function findMessage(database: Connection, id: string): Promise<StoredMessage | undefined> {
  return messages.one(database('alert_messages').where({ id }).first());
}

/**
 * Counts an attempt before it is made: the next one is due at `nextAt` even if the process dies now. `false` when another process has claimed
 * the message or it no longer waits.
 */
export async function claimMessage(
  transaction: Transaction,
  { id, attempts }: Pick<StoredMessage, 'id' | 'attempts'>,
  to: { readonly at: number; readonly nextAt: number },
): Promise<boolean> {
  const which = { id, state: 'waiting', attempts };
  const changes = { attempts: attempts + 1, next_at: to.nextAt, last_at: to.at };
  return (await changeLeftOut(transaction, 'alert_messages', which, changes)) === 1;
}

/** Notes how an attempt ended; the message waits for the next one. */
export async function noteAttempt(
  transaction: Transaction,
  id: string,
  { at, result, status, nextAt }: Attempted & { readonly nextAt: number },
): Promise<void> {
  const changes = { last_at: at, last_result: result, last_status: status, next_at: nextAt };
  await changeLeftOut(transaction, 'alert_messages', { id, state: 'waiting' }, changes);
}

/** Ends a message that waits: it is delivered, or given up. */
export async function endMessage(
  transaction: Transaction,
  id: string,
  state: 'delivered' | 'given-up',
  { at, result, status }: Attempted,
): Promise<void> {
  const changes = { state, ended_at: at, last_at: at, last_result: result, last_status: status };
  await changeRows(transaction, 'alert_messages', { id, state: 'waiting' }, changes);
}

/** Gives up the tests whose request did not end: the process died. */
export async function giveUpTests(transaction: Transaction, before: number, at: number): Promise<void> {
  await changeRows(
    transaction,
    'alert_messages',
    (rows) => rows.where({ kind: 'test', state: 'waiting' }).where('made_at', '<', before),
    { state: 'given-up', ended_at: at, last_result: 'failed' },
  );
}

/** The messages that a silence holds. */
export function heldMessages(database: Connection, silence: string): Promise<StoredMessage[]> {
  return messages.all(database('alert_messages').where({ silence, state: 'silenced' }).orderBy('position'));
}

/** A held message is sent after all. */
export async function releaseMessage(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, 'alert_messages', { id, state: 'silenced' }, { state: 'waiting', next_at: at });
}

/** Leads waiting and held messages about alarms to the channel that replaces theirs. */
export async function leadMessagesTo(transaction: Transaction, from: number, to: number): Promise<void> {
  await changeRows(
    transaction,
    'alert_messages',
    (rows) =>
      rows.where({ channel: from }).whereIn('state', ['waiting', 'silenced']).whereIn('kind', ['raised', 'over']),
    { channel: to },
  );
}

export interface MessageQuery {
  readonly before?: number | undefined;
  readonly limit: number;
  readonly state?: MessageState | undefined;
  readonly channel?: number | undefined;
}

/** Latest first. */
export function listMessages(database: Connection, query: MessageQuery): Promise<StoredMessage[]> {
  return messages.all(
    database('alert_messages')
      .where((where) => {
        if (query.before !== undefined) void where.where('position', '<', query.before);
        if (query.state !== undefined) void where.where({ state: query.state });
        if (query.channel !== undefined) void where.where({ channel: query.channel });
      })
      .orderBy('position', 'desc')
      .limit(query.limit),
  );
}

/** Deletes messages that ended, or were held, before a time. Resolves to their number. */
export async function deleteMessages(transaction: Transaction, before: number, limit: number): Promise<number> {
  const positions: number[] = await transaction('alert_messages')
    .whereNot({ state: 'waiting' })
    .where('made_at', '<', before)
    .orderBy('position')
    .limit(limit)
    .pluck('position');
  return deleteRows(transaction, 'alert_messages', (rows) => rows.whereIn('position', positions));
}
