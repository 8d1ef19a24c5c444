import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { SAFEGUARDING_CODES, type SafeguardingCode } from '../vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

const records = table({
  referralId: text,
  code: checked(z.enum(SAFEGUARDING_CODES)),
  raisedBy: checked(personIdSchema),
  raisedAt: integer,
  acknowledgedBy: nullable(checked(personIdSchema)),
  acknowledgedAt: nullable(integer),
});

/** A traveller's need of care: who reported it, and who has taken it on. */
export type SafeguardingRecord = RecordOf<typeof records>;

/** `false` when this code is already recorded. */
export async function insertSafeguarding(
  transaction: Transaction,
  record: Pick<SafeguardingRecord, 'referralId' | 'code' | 'raisedBy' | 'raisedAt'>,
): Promise<boolean> {
  return insertRowIfNew(transaction, 'safeguarding', records.row(record));
}

export async function acknowledgeSafeguarding(
  transaction: Transaction,
  { referralId, code, person, at }: { referralId: string; code: SafeguardingCode; person: PersonId; at: number },
): Promise<void> {
  await changeRows(
    transaction,
    'safeguarding',
    (rows) => rows.where({ referral_id: referralId, code }).whereNull('acknowledged_at'),
    { acknowledged_by: person, acknowledged_at: at },
  );
}

export function safeguardingOf(database: Connection, referralIds: readonly string[]): Promise<SafeguardingRecord[]> {
  return records.all(
    database('safeguarding')
      .whereIn('referral_id', [...referralIds])
      .orderBy(['raised_at', 'code']),
  );
}
