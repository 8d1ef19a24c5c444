import { parseJson } from '../../contract/payload.ts';
import { type RetentionPolicy, retentionPolicySchema } from '../../contract/retention.ts';
import { integerColumn, textColumn } from '../column.ts';
import type { Connection, Transaction } from '../connection.ts';

export interface StoredPolicy {
  readonly policy: RetentionPolicy;
  readonly digest: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
}

/** `text`: the policy's canonical JSON. */
export async function insertPolicy(transaction: Transaction, stored: StoredPolicy, text: string): Promise<void> {
  await transaction('retention_policies').insert({
    number: stored.policy.number,
    digest: stored.digest,
    policy: text,
    proposed_by: stored.proposedBy,
    approved_by: stored.approvedBy,
    approved_at: stored.approvedAt,
  });
}

/** The latest first. */
export async function listPolicies(database: Connection, limit: number): Promise<StoredPolicy[]> {
  const rows: readonly Record<'digest' | 'policy' | 'proposed_by' | 'approved_by' | 'approved_at', unknown>[] =
    await database('retention_policies').orderBy('number', 'desc').limit(limit);
  return rows.map((row) => ({
    policy: retentionPolicySchema.parse(parseJson(new TextEncoder().encode(textColumn(row.policy)))?.json),
    digest: textColumn(row.digest),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
  }));
}

/** Under which policies lanes have erased since `from`, wall ms, by what their reports name. */
export async function policiesAtLanes(
  database: Connection,
  from: number,
): Promise<{ digest: string; lanes: number; lastAt: number }[]> {
  const rows: readonly Record<'digest' | 'lanes' | 'last_at', unknown>[] = await database('erasures')
    .where('to_at', '>=', from)
    .groupBy('retention_digest')
    .select({ digest: 'retention_digest' })
    .countDistinct({ lanes: 'kiosk_id' })
    .max({ last_at: 'to_at' });
  return rows.map((row) => ({
    digest: textColumn(row.digest),
    lanes: integerColumn(row.lanes),
    lastAt: integerColumn(row.last_at),
  }));
}
