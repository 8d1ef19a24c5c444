/** The policies about responses that two people decided. The latest is in force. */
import { z } from 'zod';
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { AT_ONCE_KINDS, FIRST_POLICY, type ResponsePolicy } from './vocabulary.ts';

export interface DecidedPolicy extends ResponsePolicy {
  /** That of the proposal. */
  readonly id: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
}

const TABLE = 'response_policies';
const kindsSchema = z.array(z.enum(AT_ONCE_KINDS));

export async function insertPolicy(transaction: Transaction, one: DecidedPolicy): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: one.id,
    at_once: JSON.stringify(one.atOnce),
    most_active: one.mostActive,
    confirm_minutes: one.confirmMinutes,
    proposed_by: one.proposedBy,
    approved_by: one.approvedBy,
    approved_at: one.approvedAt,
  });
}

/** `undefined`: two people have decided none yet. */
export async function decidedPolicy(database: Connection): Promise<DecidedPolicy | undefined> {
  const row:
    | Record<
        'id' | 'at_once' | 'most_active' | 'confirm_minutes' | 'proposed_by' | 'approved_by' | 'approved_at',
        unknown
      >
    | undefined = await database(TABLE)
    .orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }])
    .first();
  if (row === undefined) return undefined;
  return {
    id: textColumn(row.id),
    atOnce: kindsSchema.parse(JSON.parse(textColumn(row.at_once))),
    mostActive: integerColumn(row.most_active),
    confirmMinutes: integerColumn(row.confirm_minutes),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
  };
}

export async function policyInForce(database: Connection): Promise<ResponsePolicy> {
  return (await decidedPolicy(database)) ?? FIRST_POLICY;
}
