/** The policies about responses that two people decided. The latest is in force. */
import { z } from 'zod';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { AT_ONCE_KINDS, FIRST_POLICY, type ResponsePolicy } from './vocabulary.ts';

const TABLE = 'response_policies';

const policies = table({
  /** That of the proposal. */
  id: text,
  atOnce: json(z.array(z.enum(AT_ONCE_KINDS))),
  mostActive: integer,
  confirmMinutes: integer,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
});

export type DecidedPolicy = RecordOf<typeof policies>;

export async function insertPolicy(transaction: Transaction, one: DecidedPolicy): Promise<void> {
  await insertRow(transaction, TABLE, policies.row(one));
}

/** `undefined`: two people have decided none yet. */
export function decidedPolicy(database: Connection): Promise<DecidedPolicy | undefined> {
  return policies.one(
    database(TABLE)
      .orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }])
      .first(),
  );
}

export async function policyInForce(database: Connection): Promise<ResponsePolicy> {
  return (await decidedPolicy(database)) ?? FIRST_POLICY;
}
