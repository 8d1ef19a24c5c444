import { z } from 'zod';
import { integerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { MANDATE_KINDS } from '../rules/representation.ts';
import { findProven, provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

const mandates = table({
  /** 16 random bytes in hex. */
  id: text,
  /** Trader for whom declarations are filed. */
  principal: text,
  /** Trader who files them. */
  representative: text,
  kind: word(MANDATE_KINDS),
  dataSets: json(z.array(z.enum(DATA_SETS))),
  /** `partyDigest` of the principal's identifier. */
  party: text,
  givenBy: text,
  givenAt: integer,
  /** Until then the representative can accept it. */
  answerUntil: integer,
  validUntil: integer,
  acceptedBy: nullable(text),
  acceptedAt: nullable(integer),
  endedBy: nullable(text),
  endedAt: nullable(integer),
  /** The record is deleted then. */
  keepUntil: integer,
});

/** One trader lets another file declarations for it. Times are the server's wall time, ms; people are rows of `trader_people`. */
export type StoredMandate = RecordOf<typeof mandates>;

export async function insertMandate(transaction: Transaction, mandate: StoredMandate): Promise<void> {
  await insertRow(transaction, 'trader_mandates', mandates.row(mandate));
}

/** `false` when the trader has no such offer that is open. */
export async function acceptMandate(
  transaction: Transaction,
  accepted: {
    readonly id: string;
    readonly representative: string;
    readonly by: string;
    readonly at: number;
    readonly keepUntil: number;
  },
): Promise<boolean> {
  const { id, representative, by, at, keepUntil } = accepted;
  const open = (rows: ReturnType<Connection>) =>
    rows.where({ id, representative }).whereNull('accepted_at').whereNull('ended_at').where('answer_until', '>', at);
  const changes = { accepted_by: by, accepted_at: at, keep_until: keepUntil };
  return (await changeRows(transaction, 'trader_mandates', open, changes)) === 1;
}

/** Either trader ends a mandate or an offer. `false` when this trader has none that lasts. */
export async function endMandate(
  transaction: Transaction,
  { id, trader, by, at }: { readonly id: string; readonly trader: string; readonly by: string; readonly at: number },
): Promise<boolean> {
  const lasts = (rows: ReturnType<Connection>) =>
    rows
      .where({ id })
      .whereNull('ended_at')
      .where('valid_until', '>', at)
      .where((one) => void one.where({ principal: trader }).orWhere({ representative: trader }));
  return (await changeRows(transaction, 'trader_mandates', lasts, { ended_by: by, ended_at: at })) === 1;
}

export function findMandate(database: Connection, id: string): Promise<StoredMandate | undefined> {
  return mandates.one(findProven(database, 'trader_mandates', id));
}

/** Those that a trader gave or got, latest first. */
export function listMandates(database: Connection, trader: string, limit: number): Promise<StoredMandate[]> {
  return mandates.all(
    database('trader_mandates')
      .where({ principal: trader })
      .orWhere({ representative: trader })
      .orderBy([
        { column: 'given_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit),
  );
}

/** How many of a principal's mandates and offers last. */
export async function countLasting(database: Connection, principal: string, now: number): Promise<number> {
  const row: { count?: unknown } | undefined = await database('trader_mandates')
    .where({ principal })
    .whereNull('ended_at')
    .where('valid_until', '>', now)
    .where((one) => void one.whereNotNull('accepted_at').orWhere('answer_until', '>', now))
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

export async function mandatesInForce(
  database: Connection,
  { principal, representative, now }: Pick<StoredMandate, 'principal' | 'representative'> & { readonly now: number },
): Promise<StoredMandate[]> {
  const rows = await database('trader_mandates')
    .where({ principal, representative })
    .whereNotNull('accepted_at')
    .whereNull('ended_at')
    .where('valid_until', '>', now)
    .orderBy('id');
  return mandates.all(provenRows(database, 'trader_mandates', rows));
}

export function deleteOldMandates(transaction: Transaction, now: number): Promise<number> {
  return deleteRows(transaction, 'trader_mandates', (rows) => rows.where('keep_until', '<=', now));
}
