import { z } from 'zod';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { MANDATE_KINDS, type MandateTerms } from '../rules/representation.ts';
import { findProven, provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

const dataSetsSchema = z.array(z.enum(DATA_SETS));

/** One trader lets another file declarations for it. Times are the server's wall time, ms; people are rows of `trader_people`. */
export interface StoredMandate extends MandateTerms {
  /** 16 random bytes in hex. */
  readonly id: string;
  /** Trader for whom declarations are filed. */
  readonly principal: string;
  /** Trader who files them. */
  readonly representative: string;
  readonly givenBy: string;
  readonly givenAt: number;
  /** Until then the representative can accept it. */
  readonly answerUntil: number;
  readonly validUntil: number;
  readonly acceptedBy: string | null;
  readonly acceptedAt: number | null;
  readonly endedBy: string | null;
  readonly endedAt: number | null;
  /** The record is deleted then. */
  readonly keepUntil: number;
}

export async function insertMandate(transaction: Transaction, mandate: StoredMandate): Promise<void> {
  await insertRow(transaction, 'trader_mandates', {
    id: mandate.id,
    principal: mandate.principal,
    representative: mandate.representative,
    kind: mandate.kind,
    data_sets: JSON.stringify(mandate.dataSets),
    party: mandate.party,
    given_at: mandate.givenAt,
    answer_until: mandate.answerUntil,
    valid_until: mandate.validUntil,
    keep_until: mandate.keepUntil,
    given_by: mandate.givenBy,
    accepted_by: mandate.acceptedBy,
    accepted_at: mandate.acceptedAt,
    ended_by: mandate.endedBy,
    ended_at: mandate.endedAt,
  });
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

export async function findMandate(database: Connection, id: string): Promise<StoredMandate | undefined> {
  const row = await findProven<Record<string, unknown>>(database, 'trader_mandates', id);
  return row === undefined ? undefined : mandateOf(row);
}

/** Those that a trader gave or got, latest first. */
export async function listMandates(database: Connection, trader: string, limit: number): Promise<StoredMandate[]> {
  const rows: readonly Record<string, unknown>[] = await database('trader_mandates')
    .where({ principal: trader })
    .orWhere({ representative: trader })
    .orderBy([
      { column: 'given_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(mandateOf);
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
  const rows: readonly Record<string, unknown>[] = await database('trader_mandates')
    .where({ principal, representative })
    .whereNotNull('accepted_at')
    .whereNull('ended_at')
    .where('valid_until', '>', now)
    .orderBy('id');
  return (await provenRows(database, 'trader_mandates', rows)).map(mandateOf);
}

export function deleteOldMandates(transaction: Transaction, now: number): Promise<number> {
  return deleteRows(transaction, 'trader_mandates', (rows) => rows.where('keep_until', '<=', now));
}

function mandateOf(row: Readonly<Record<string, unknown>>): StoredMandate {
  return {
    id: textColumn(row['id']),
    principal: textColumn(row['principal']),
    representative: textColumn(row['representative']),
    kind: wordColumn(MANDATE_KINDS, row['kind']),
    dataSets: dataSetsSchema.parse(jsonColumn(row['data_sets'])),
    party: textColumn(row['party']),
    givenBy: textColumn(row['given_by']),
    givenAt: integerColumn(row['given_at']),
    answerUntil: integerColumn(row['answer_until']),
    validUntil: integerColumn(row['valid_until']),
    acceptedBy: nullableTextColumn(row['accepted_by']),
    acceptedAt: nullableIntegerColumn(row['accepted_at']),
    endedBy: nullableTextColumn(row['ended_by']),
    endedAt: nullableIntegerColumn(row['ended_at']),
    keepUntil: integerColumn(row['keep_until']),
  };
}
