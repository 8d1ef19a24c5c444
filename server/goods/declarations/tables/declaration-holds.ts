import { HOLD_REASONS } from '../../../contract/order-vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

/** A legal hold on the content of a declaration. Times are wall ms. */
export interface DeclarationHold {
  /** 16 random bytes in hex. */
  readonly id: string;
  readonly declaration: string;
  readonly reason: (typeof HOLD_REASONS)[number];
  readonly until: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
  readonly releasedBy: string | null;
  readonly releasedAt: number | null;
}

export async function insertHold(transaction: Transaction, hold: DeclarationHold): Promise<void> {
  await insertRow(transaction, 'declaration_holds', {
    id: hold.id,
    declaration_id: hold.declaration,
    reason: hold.reason,
    until: hold.until,
    proposed_by: hold.proposedBy,
    approved_by: hold.approvedBy,
    approved_at: hold.approvedAt,
    released_by: hold.releasedBy,
    released_at: hold.releasedAt,
  });
}

/** `false` when it was released already. */
export async function releaseHold(transaction: Transaction, id: string, by: string, at: number): Promise<boolean> {
  const inForce = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('released_at');
  const changes = { released_by: by, released_at: at };
  return (await changeRows(transaction, 'declaration_holds', inForce, changes)) === 1;
}

export async function findHold(database: Connection, id: string): Promise<DeclarationHold | undefined> {
  const row: Record<string, unknown> | undefined = await database('declaration_holds').where({ id }).first();
  return row === undefined ? undefined : holdOf(row);
}

/** Latest first. */
export async function listHolds(database: Connection, limit: number): Promise<DeclarationHold[]> {
  const rows: readonly Record<string, unknown>[] = await database('declaration_holds')
    .orderBy([
      { column: 'approved_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(holdOf);
}

/** Declarations whose content is kept by a hold in force. */
export function heldDeclarations(database: Connection, now: number) {
  return database('declaration_holds').whereNull('released_at').where('until', '>', now).select('declaration_id');
}

function holdOf(row: Readonly<Record<string, unknown>>): DeclarationHold {
  return {
    id: textColumn(row['id']),
    declaration: textColumn(row['declaration_id']),
    reason: wordColumn(HOLD_REASONS, row['reason']),
    until: integerColumn(row['until']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    approvedAt: integerColumn(row['approved_at']),
    releasedBy: nullableTextColumn(row['released_by']),
    releasedAt: nullableIntegerColumn(row['released_at']),
  };
}
