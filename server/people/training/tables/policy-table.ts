import { z } from 'zod';
import { ROLES, type Role } from '../../../platform/access/vocabulary.ts';
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';

/** The courses that a duty with a role needs. The ids of courses may come from an earlier release. */
export interface Requirement {
  readonly role: Role;
  readonly courses: readonly string[];
}

/** Which duties need which courses. The latest one whose first day has come applies alone. */
export interface StoredTrainingPolicy {
  /** That of the proposal. */
  readonly id: string;
  readonly requirements: readonly Requirement[];
  /** UTC. */
  readonly fromDay: string;
  /** For people who get such a duty later: from the day on which they first got it. */
  readonly graceDays: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
}

const requirementsSchema = z.array(z.strictObject({ role: z.enum(ROLES), courses: z.array(z.string()) }));

export async function insertTrainingPolicy(transaction: Transaction, policy: StoredTrainingPolicy): Promise<void> {
  await insertRow(transaction, 'training_policies', {
    id: policy.id,
    requirements: JSON.stringify(policy.requirements),
    from_day: policy.fromDay,
    grace_days: policy.graceDays,
    proposed_by: policy.proposedBy,
    approved_by: policy.approvedBy,
    approved_at: policy.approvedAt,
  });
}

/** Latest first. */
export async function listTrainingPolicies(database: Connection): Promise<StoredTrainingPolicy[]> {
  const rows: readonly Row[] = await database('training_policies').orderBy([
    { column: 'approved_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map((row) => ({
    id: textColumn(row.id),
    requirements: requirementsSchema.parse(JSON.parse(textColumn(row.requirements))),
    fromDay: textColumn(row.from_day),
    graceDays: integerColumn(row.grace_days),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
  }));
}

type Row = Record<
  'id' | 'requirements' | 'from_day' | 'grace_days' | 'proposed_by' | 'approved_by' | 'approved_at',
  unknown
>;
