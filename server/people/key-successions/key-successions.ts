import {
  type KeySuccession,
  readSuccession,
  type SignedSuccession,
  signedSuccessionSchema,
} from '../../contract/key-succession.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';

export interface StoredSuccession {
  readonly statement: KeySuccession;
  readonly digest: string;
  readonly signed: SignedSuccession;
}

export interface NewSuccession {
  readonly statement: KeySuccession;
  readonly digest: string;
  readonly signed: SignedSuccession;
  readonly proposalId: string;
}

export async function insertSuccession(transaction: Transaction, succession: NewSuccession): Promise<void> {
  const { statement, digest, signed, proposalId } = succession;
  await insertRow(transaction, 'key_successions', {
    number: statement.number,
    digest,
    current_key: statement.current,
    next_key: statement.next,
    announced_at: statement.announcedAt,
    next_from: statement.nextFrom,
    signed: JSON.stringify(signed),
    proposal_id: proposalId,
  });
}

/** Latest first. Throws when a stored statement is invalid, because only the server writes this table. */
export async function listSuccessions(database: Connection, limit: number): Promise<StoredSuccession[]> {
  const rows: readonly Record<'digest' | 'signed', unknown>[] = await database('key_successions')
    .orderBy('number', 'desc')
    .limit(limit);
  return rows.map((row) => {
    const signed = signedSuccessionSchema.parse(JSON.parse(textColumn(row.signed)));
    const statement = readSuccession(signed);
    if (statement === undefined) throw new Error('a stored key succession is not a valid statement');
    return { statement, digest: textColumn(row.digest), signed };
  });
}

/** The statement that replaces the key `current` (hex) by another; `undefined` when there is none. */
export async function findSuccession(database: Connection, current: string): Promise<KeySuccession | undefined> {
  const [latest] = await listSuccessions(database, 1);
  return latest?.statement.current === current ? latest.statement : undefined;
}
