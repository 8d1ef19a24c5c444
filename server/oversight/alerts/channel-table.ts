import { z } from 'zod';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { bytes, checked, integer, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { targetSchema, type ChannelTarget } from './change-schemas.ts';
import { ALERT_LANGUAGES } from './vocabulary.ts';

const channels = table({
  number: integer,
  name: text,
  /** Two columns: its kind, and the rest in JSON. */
  target: {
    read: (row): ChannelTarget => targetSchema.parse({ kind: row['kind'], ...(jsonColumn(row['target']) as object) }),
    write: ({ kind, ...target }: ChannelTarget) => ({ kind, target: JSON.stringify(target) }),
  },
  language: checked(z.enum(ALERT_LANGUAGES)),
  /** Sealed for this number; `null` without any. */
  secrets: nullable(bytes),
  /** Until when the earlier secret also signs; `null` without one. */
  previousUntil: nullable(integer),
  proposedBy: checked(personIdSchema),
  approvedBy: checked(personIdSchema),
  madeAt: integer,
  removedAt: nullable(integer),
});

/** A way out of the server. A change of its target makes a new channel and removes this one. */
export type StoredChannel = RecordOf<typeof channels>;

export async function insertChannel(transaction: Transaction, channel: StoredChannel): Promise<void> {
  await insertRow(transaction, 'alert_channels', channels.row(channel));
}

/** Numbers are not used again, also after a removal. */
export async function nextChannelNumber(transaction: Transaction): Promise<number> {
  return nextNumber(transaction('alert_channels').max({ last: 'number' }).first());
}

/** @param asked the row of a maximum, named `last` */
export async function nextNumber(asked: PromiseLike<unknown>): Promise<number> {
  const row = (await asked) as { readonly last?: unknown } | undefined;
  return (nullableIntegerColumn(row?.last ?? null) ?? 0) + 1;
}

export function findChannel(database: Connection, number: number): Promise<StoredChannel | undefined> {
  return channels.one(database('alert_channels').where({ number }).first());
}

/** Those in use, by number. */
export function listChannels(database: Connection): Promise<StoredChannel[]> {
  return channels.all(database('alert_channels').whereNull('removed_at').orderBy('number'));
}

/** Names of all channels, removed ones included, by number. */
export async function channelNames(database: Connection): Promise<ReadonlyMap<number, string>> {
  const rows: readonly Record<'number' | 'name', unknown>[] = await database('alert_channels').select('number', 'name');
  return new Map(rows.map(({ number, name }) => [integerColumn(number), textColumn(name)]));
}

/** `false` when there is no channel in use with this number. */
export async function removeChannel(transaction: Transaction, number: number, at: number): Promise<boolean> {
  const which = { number, removed_at: null };
  return (await changeRows(transaction, 'alert_channels', which, { removed_at: at })) === 1;
}

export async function putSecrets(
  transaction: Transaction,
  number: number,
  secrets: Pick<StoredChannel, 'secrets' | 'previousUntil'>,
): Promise<void> {
  await changeRows(transaction, 'alert_channels', { number }, channels.row(secrets));
}

/** Forgets the secrets of removed channels for which no message waits. */
export async function forgetSecrets(transaction: Transaction): Promise<number> {
  return changeRows(
    transaction,
    'alert_channels',
    (rows) =>
      rows
        .whereNotNull('removed_at')
        .whereNotNull('secrets')
        .whereNotIn('number', transaction('alert_messages').where({ state: 'waiting' }).select('channel')),
    { secrets: null, previous_until: null },
  );
}
