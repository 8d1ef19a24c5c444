import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { SAFEGUARDING_CODES, type SafeguardingCode } from '../vocabulary.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

/** A traveller's need of care: who reported it, and who has taken it on. */
export interface SafeguardingRecord {
  readonly referralId: string;
  readonly code: SafeguardingCode;
  readonly raisedBy: PersonId;
  readonly raisedAt: number;
  readonly acknowledgedBy: PersonId | null;
  readonly acknowledgedAt: number | null;
}

/** `false` when this code is already recorded. */
export async function insertSafeguarding(
  transaction: Transaction,
  record: Pick<SafeguardingRecord, 'referralId' | 'code' | 'raisedBy' | 'raisedAt'>,
): Promise<boolean> {
  return insertRowIfNew(transaction, 'safeguarding', {
    referral_id: record.referralId,
    code: record.code,
    raised_by: record.raisedBy,
    raised_at: record.raisedAt,
  });
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

export async function safeguardingOf(
  database: Connection,
  referralIds: readonly string[],
): Promise<SafeguardingRecord[]> {
  const rows: readonly Row[] = await database('safeguarding')
    .whereIn('referral_id', [...referralIds])
    .orderBy(['raised_at', 'code']);
  return rows.map(recordOf);
}

type Row = Record<'referral_id' | 'code' | 'raised_by' | 'raised_at' | 'acknowledged_by' | 'acknowledged_at', unknown>;

const codeSchema = z.enum(SAFEGUARDING_CODES);

function recordOf(row: Row): SafeguardingRecord {
  return {
    referralId: textColumn(row.referral_id),
    code: codeSchema.parse(row.code),
    raisedBy: personIdSchema.parse(row.raised_by),
    raisedAt: integerColumn(row.raised_at),
    acknowledgedBy: personIdSchema.nullable().parse(row.acknowledged_by),
    acknowledgedAt: nullableIntegerColumn(row.acknowledged_at),
  };
}
