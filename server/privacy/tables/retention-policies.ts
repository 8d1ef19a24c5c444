import { parseJson } from '../../contract/payload.ts';
import { type RetentionPolicy, retentionPolicySchema } from '../../contract/retention.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { column, integer, type RecordOf, table, text } from '../../platform/database/table.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';

const policies = table({
  policy: column(
    (value) => retentionPolicySchema.parse(parseJson(new TextEncoder().encode(textColumn(value)))?.json),
    (policy) => JSON.stringify(policy),
  ),
  digest: text,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
});

export type StoredPolicy = RecordOf<typeof policies>;

/** @param json the policy's canonical JSON */
export async function insertPolicy(transaction: Transaction, stored: StoredPolicy, json: string): Promise<void> {
  const row = { ...policies.row(stored), number: stored.policy.number, policy: json };
  await insertRow(transaction, 'retention_policies', row);
}

/** Latest first. */
export function listPolicies(database: Connection, limit: number): Promise<StoredPolicy[]> {
  return policies.all(database('retention_policies').orderBy('number', 'desc').limit(limit));
}

/** The stored policy with the highest number below `number`. */
export async function policyBefore(database: Connection, number: number): Promise<RetentionPolicy | undefined> {
  const query = database('retention_policies').where('number', '<', number).orderBy('number', 'desc').limit(1);
  return (await policies.all(query))[0]?.policy;
}
