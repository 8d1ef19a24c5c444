import { z } from 'zod';
import { personIdSchema, siteIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { DEGRADATION_CAUSES, DEGRADATIONS } from '../../contract/order-vocabulary.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

const degradations = table({
  /** The proposal's id. */
  id: text,
  site: checked(siteIdSchema),
  kioskIds: json(z.array(kioskIdSchema)),
  measure: word(DEGRADATIONS),
  cause: word(DEGRADATION_CAUSES),
  validFrom: integer,
  validUntil: integer,
  proposedBy: checked(personIdSchema),
  approvedBy: checked(personIdSchema),
  endedAt: nullable(integer),
  endedBy: nullable(checked(personIdSchema)),
});

/** Lanes of a site that work with fewer checks until a time. */
export type StoredDegradation = RecordOf<typeof degradations>;

export async function insertDegradation(transaction: Transaction, degradation: StoredDegradation): Promise<void> {
  await insertRow(transaction, 'degradations', degradations.row(degradation));
}

export function findDegradation(database: Connection, id: string): Promise<StoredDegradation | undefined> {
  return degradations.one(database('degradations').where({ id }).first());
}

/** Ends a degradation in force; `false` when there is none with this id. */
export async function endDegradation(transaction: Transaction, id: string, by: PersonId, at: number): Promise<boolean> {
  const ended = await changeRows(
    transaction,
    'degradations',
    (rows) => rows.where({ id }).whereNull('ended_at').where('valid_until', '>', at),
    { ended_at: at, ended_by: by },
  );
  return ended === 1;
}

/** Latest start first. */
export function listDegradations(database: Connection, limit: number): Promise<StoredDegradation[]> {
  return degradations.all(
    database('degradations')
      .orderBy([
        { column: 'valid_from', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit),
  );
}
