import { HOLD_REASONS } from '../../../contract/order-vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, named, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

const holds = table({
  /** 16 random bytes in hex. */
  id: text,
  declaration: named('declaration_id', text),
  reason: word(HOLD_REASONS),
  until: integer,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
  releasedBy: nullable(text),
  releasedAt: nullable(integer),
});

/** A legal hold on the content of a declaration. Times are wall ms. */
export type DeclarationHold = RecordOf<typeof holds>;

export async function insertHold(transaction: Transaction, hold: DeclarationHold): Promise<void> {
  await insertRow(transaction, 'declaration_holds', holds.row(hold));
}

/** `false` when it was released already. */
export async function releaseHold(transaction: Transaction, id: string, by: string, at: number): Promise<boolean> {
  const inForce = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('released_at');
  const changes = { released_by: by, released_at: at };
  return (await changeRows(transaction, 'declaration_holds', inForce, changes)) === 1;
}

export function findHold(database: Connection, id: string): Promise<DeclarationHold | undefined> {
  return holds.one(database('declaration_holds').where({ id }).first());
}

/** Latest first. */
export function listHolds(database: Connection, limit: number): Promise<DeclarationHold[]> {
  return holds.all(
    database('declaration_holds')
      .orderBy([
        { column: 'approved_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit),
  );
}

/** Declarations whose content is kept by a hold in force. */
export function heldDeclarations(database: Connection, now: number) {
  return database('declaration_holds').whereNull('released_at').where('until', '>', now).select('declaration_id');
}
