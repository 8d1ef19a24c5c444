import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { provenRow } from '../../../records/ledger/recorded/proven-rows.ts';

/** A recovery that one administrator has asked for and another has not approved yet. */
export interface Recovery {
  readonly id: string;
  readonly personId: PersonId;
  readonly askedBy: PersonId;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** SHA-256, in hex, of the half that the asking administrator saw; `null` for requests from before codes had halves. */
  readonly halfDigest: string | null;
}

/** Replaces an earlier request for the same person. */
export async function putRecovery(transaction: Transaction, recovery: Recovery): Promise<void> {
  await deleteRows(transaction, 'recoveries', (rows) =>
    rows.where({ person_id: recovery.personId }).orWhere('expires_at', '<=', recovery.askedAt),
  );
  await insertRow(transaction, 'recoveries', {
    id: recovery.id,
    person_id: recovery.personId,
    asked_by: recovery.askedBy,
    asked_at: recovery.askedAt,
    expires_at: recovery.expiresAt,
    half_digest: recovery.halfDigest,
  });
}

export async function findRecovery(database: Connection, id: string, now: number): Promise<Recovery | undefined> {
  const found: RecoveryRow | undefined = await database('recoveries')
    .where({ id })
    .where('expires_at', '>', now)
    .first();
  const row = await provenRow(database, 'recoveries', found);
  return row === undefined ? undefined : recoveryOf(row);
}

export async function listRecoveries(database: Connection, now: number): Promise<Recovery[]> {
  const rows: readonly RecoveryRow[] = await database('recoveries').where('expires_at', '>', now).orderBy('asked_at');
  return rows.map(recoveryOf);
}

/** Ends a recovery. `false` when it has ended: of two simultaneous approvals one gets `true`. */
export async function deleteRecovery(transaction: Transaction, id: string, now: number): Promise<boolean> {
  return (
    (await deleteRows(transaction, 'recoveries', (rows) => rows.where({ id }).where('expires_at', '>', now))) === 1
  );
}

type RecoveryRow = Record<'id' | 'person_id' | 'asked_by' | 'asked_at' | 'expires_at' | 'half_digest', unknown>;

function recoveryOf(row: RecoveryRow): Recovery {
  return {
    id: textColumn(row.id),
    personId: personIdSchema.parse(row.person_id),
    askedBy: personIdSchema.parse(row.asked_by),
    askedAt: integerColumn(row.asked_at),
    expiresAt: integerColumn(row.expires_at),
    halfDigest: nullableTextColumn(row.half_digest),
  };
}
