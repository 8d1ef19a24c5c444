import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import {
  bytesColumn,
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { targetSchema, type ChannelTarget } from './change-schemas.ts';
import { ALERT_LANGUAGES, type AlertLanguage } from './vocabulary.ts';

/** A way out of the server. A change of its target makes a new channel and removes this one. */
export interface StoredChannel {
  readonly number: number;
  readonly name: string;
  readonly target: ChannelTarget;
  readonly language: AlertLanguage;
  /** Sealed for this number; `null` without any. */
  readonly secrets: Uint8Array | null;
  /** Until when the earlier secret also signs; `null` without one. */
  readonly previousUntil: number | null;
  readonly proposedBy: PersonId;
  readonly approvedBy: PersonId;
  readonly madeAt: number;
  readonly removedAt: number | null;
}

export async function insertChannel(transaction: Transaction, channel: StoredChannel): Promise<void> {
  const { kind, ...target } = channel.target;
  await insertRow(transaction, 'alert_channels', {
    number: channel.number,
    name: channel.name,
    kind,
    target: JSON.stringify(target),
    language: channel.language,
    secrets: channel.secrets === null ? null : Buffer.from(channel.secrets),
    previous_until: channel.previousUntil,
    proposed_by: channel.proposedBy,
    approved_by: channel.approvedBy,
    made_at: channel.madeAt,
    removed_at: channel.removedAt,
  });
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

export async function findChannel(database: Connection, number: number): Promise<StoredChannel | undefined> {
  const row: Row | undefined = await database('alert_channels').where({ number }).first();
  return row === undefined ? undefined : channelOf(row);
}

/** Those in use, by number. */
export async function listChannels(database: Connection): Promise<StoredChannel[]> {
  const rows: readonly Row[] = await database('alert_channels').whereNull('removed_at').orderBy('number');
  return rows.map(channelOf);
}

/** Names of all channels, removed ones included, by number. */
export async function channelNames(database: Connection): Promise<ReadonlyMap<number, string>> {
  const rows: readonly Pick<Row, 'number' | 'name'>[] = await database('alert_channels').select('number', 'name');
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
  { secrets, previousUntil }: Pick<StoredChannel, 'secrets' | 'previousUntil'>,
): Promise<void> {
  await changeRows(
    transaction,
    'alert_channels',
    { number },
    { secrets: secrets === null ? null : Buffer.from(secrets), previous_until: previousUntil },
  );
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

type Row = Record<
  | 'number'
  | 'name'
  | 'kind'
  | 'target'
  | 'language'
  | 'secrets'
  | 'previous_until'
  | 'proposed_by'
  | 'approved_by'
  | 'made_at'
  | 'removed_at',
  unknown
>;

const languageSchema = z.enum(ALERT_LANGUAGES);

function channelOf(row: Row): StoredChannel {
  return {
    number: integerColumn(row.number),
    name: textColumn(row.name),
    target: targetSchema.parse({ kind: row.kind, ...(jsonColumn(row.target) as object) }),
    language: languageSchema.parse(row.language),
    secrets: row.secrets === null ? null : bytesColumn(row.secrets),
    previousUntil: nullableIntegerColumn(row.previous_until),
    proposedBy: personIdSchema.parse(row.proposed_by),
    approvedBy: personIdSchema.parse(row.approved_by),
    madeAt: integerColumn(row.made_at),
    removedAt: nullableIntegerColumn(row.removed_at),
  };
}
