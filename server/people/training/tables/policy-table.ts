import { z } from 'zod';
import { ROLES, type Role } from '../../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';

/** The courses that a duty with a role needs. The ids of courses may come from an earlier release. */
export interface Requirement {
  readonly role: Role;
  readonly courses: readonly string[];
}

const requirementsSchema = z.array(z.strictObject({ role: z.enum(ROLES), courses: z.array(z.string()) }));

const policies = table({
  /** That of the proposal. */
  id: text,
  requirements: json(requirementsSchema as z.ZodType<readonly Requirement[]>),
  /** UTC. */
  fromDay: text,
  /** For people who get such a duty later: from the day on which they first got it. */
  graceDays: integer,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
});

/** Which duties need which courses. The latest one whose first day has come applies alone. */
export type StoredTrainingPolicy = RecordOf<typeof policies>;

export async function insertTrainingPolicy(transaction: Transaction, policy: StoredTrainingPolicy): Promise<void> {
  await insertRow(transaction, 'training_policies', policies.row(policy));
}

/** Latest first. */
export function listTrainingPolicies(database: Connection): Promise<StoredTrainingPolicy[]> {
  return policies.all(
    database('training_policies').orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }]),
  );
}
