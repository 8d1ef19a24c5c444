import { parseJson } from '../../contract/payload.ts';
import { type RetentionPolicy, retentionPolicySchema } from '../../contract/retention.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';

export interface StoredPolicy {
  readonly policy: RetentionPolicy;
  readonly digest: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
}

/** @param text the policy's canonical JSON */
export async function insertPolicy(transaction: Transaction, stored: StoredPolicy, text: string): Promise<void> {
  await insertRow(transaction, 'retention_policies', {
    number: stored.policy.number,
    digest: stored.digest,
    policy: text,
    proposed_by: stored.proposedBy,
    approved_by: stored.approvedBy,
    approved_at: stored.approvedAt,
  });
}

/** Latest first. */
export async function listPolicies(database: Connection, limit: number): Promise<StoredPolicy[]> {
  return listed(database('retention_policies').orderBy('number', 'desc').limit(limit));
}

/** The stored policy with the highest number below `number`. */
export async function policyBefore(database: Connection, number: number): Promise<RetentionPolicy | undefined> {
  const query = database('retention_policies').where('number', '<', number).orderBy('number', 'desc').limit(1);
  return (await listed(query))[0]?.policy;
}

type Row = Record<'digest' | 'policy' | 'proposed_by' | 'approved_by' | 'approved_at', unknown>;

async function listed(query: PromiseLike<readonly Row[]>): Promise<StoredPolicy[]> {
  return (await query).map((row) => ({
    policy: retentionPolicySchema.parse(parseJson(new TextEncoder().encode(textColumn(row.policy)))?.json),
    digest: textColumn(row.digest),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
  }));
}
