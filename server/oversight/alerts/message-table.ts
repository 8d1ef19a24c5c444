/** The messages: the outbox, and the log of deliveries. A message is a row before it is sent, so a crash loses none. */
import { z } from 'zod';
import { ALARM_KINDS, type AlarmKind } from '../../platform/base/alarm-kinds.ts';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeLeftOut, changeRows, deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import {
  DELIVERY_RESULTS,
  MESSAGE_KINDS,
  MESSAGE_STATES,
  type DeliveryResult,
  type MessageKind,
  type MessageState,
} from './vocabulary.ts';

export interface MessageDraft {
  /** `msg_` and 32 hex digits: equal at each attempt, so that a receiver can drop a repetition. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly channel: number;
  readonly route: number | null;
  readonly alarmKind: AlarmKind | null;
  readonly alarms: readonly number[];
  /** The silence that holds it. */
  readonly silence: string | null;
  readonly content: string;
  readonly madeAt: number;
}

export interface StoredMessage extends MessageDraft {
  readonly position: number;
  readonly state: MessageState;
  readonly endedAt: number | null;
  /** Begun, the running one included. */
  readonly attempts: number;
  readonly nextAt: number;
  readonly lastAt: number | null;
  readonly lastResult: DeliveryResult | null;
  /** Status of HTTP or of the mail relay, if there was one. */
  readonly lastStatus: number | null;
}

/** How an attempt ended. */
export interface Attempted {
  readonly at: number;
  readonly result: DeliveryResult;
  readonly status: number | null;
}

export async function insertMessage(transaction: Transaction, draft: MessageDraft): Promise<void> {
  await insertRow(transaction, 'alert_messages', {
    id: draft.id,
    kind: draft.kind,
    channel: draft.channel,
    route: draft.route,
    alarm_kind: draft.alarmKind,
    alarms: JSON.stringify(draft.alarms),
    silence: draft.silence,
    content: draft.content,
    state: draft.silence === null ? 'waiting' : 'silenced',
    made_at: draft.madeAt,
    ended_at: null,
    attempts: 0,
    next_at: draft.madeAt,
    last_at: null,
    last_result: null,
    last_status: null,
  });
}

/**
 * Messages that are due, the longest waiting first. Tests are sent by the request that made them.
 * @param without channels that are left out
 */
export async function dueMessages(
  database: Connection,
  now: number,
  { limit, without }: { readonly limit: number; readonly without: readonly number[] },
): Promise<StoredMessage[]> {
  const rows: readonly Row[] = await database('alert_messages')
    .where({ state: 'waiting' })
    .where('next_at', '<=', now)
    .whereNot({ kind: 'test' })
    .whereNotIn('channel', [...without])
    .orderBy(['next_at', 'position'])
    .limit(limit);
  return rows.map(messageOf);
}

export async function findMessage(database: Connection, id: string): Promise<StoredMessage | undefined> {
  const row: Row | undefined = await database('alert_messages').where({ id }).first();
  return row === undefined ? undefined : messageOf(row);
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
export async function heldMessages(database: Connection, silence: string): Promise<StoredMessage[]> {
  const rows: readonly Row[] = await database('alert_messages')
    .where({ silence, state: 'silenced' })
    .orderBy('position');
  return rows.map(messageOf);
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
export async function listMessages(database: Connection, query: MessageQuery): Promise<StoredMessage[]> {
  const rows: readonly Row[] = await database('alert_messages')
    .where((where) => {
      if (query.before !== undefined) void where.where('position', '<', query.before);
      if (query.state !== undefined) void where.where({ state: query.state });
      if (query.channel !== undefined) void where.where({ channel: query.channel });
    })
    .orderBy('position', 'desc')
    .limit(query.limit);
  return rows.map(messageOf);
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

type Row = Record<
  | 'position'
  | 'id'
  | 'kind'
  | 'channel'
  | 'route'
  | 'alarm_kind'
  | 'alarms'
  | 'silence'
  | 'content'
  | 'state'
  | 'made_at'
  | 'ended_at'
  | 'attempts'
  | 'next_at'
  | 'last_at'
  | 'last_result'
  | 'last_status',
  unknown
>;

const wordsSchema = z.object({
  kind: z.enum(MESSAGE_KINDS),
  state: z.enum(MESSAGE_STATES),
  alarm_kind: z.enum(ALARM_KINDS).nullable(),
  last_result: z.enum(DELIVERY_RESULTS).nullable(),
});
const alarmsSchema = z.array(z.int());

function messageOf(row: Row): StoredMessage {
  const words = wordsSchema.parse(row);
  return {
    position: integerColumn(row.position),
    id: textColumn(row.id),
    kind: words.kind,
    channel: integerColumn(row.channel),
    route: nullableIntegerColumn(row.route),
    alarmKind: words.alarm_kind,
    alarms: alarmsSchema.parse(jsonColumn(row.alarms)),
    silence: nullableTextColumn(row.silence),
    content: textColumn(row.content),
    state: words.state,
    madeAt: integerColumn(row.made_at),
    endedAt: nullableIntegerColumn(row.ended_at),
    attempts: integerColumn(row.attempts),
    nextAt: integerColumn(row.next_at),
    lastAt: nullableIntegerColumn(row.last_at),
    lastResult: words.last_result,
    lastStatus: nullableIntegerColumn(row.last_status),
  };
}
