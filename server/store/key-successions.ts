import { type KeySuccession, type SignedSuccession, signedSuccessionSchema } from '../contract/key-succession.ts';
import { integerColumn, textColumn } from './column.ts';
import type { Connection, Transaction } from './connection.ts';

export interface StoredSuccession {
  readonly number: number;
  readonly digest: string;
  /** Hex. */
  readonly current: string;
  readonly next: string;
  /** Wall ms. */
  readonly nextFrom: number;
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
  await transaction('key_successions').insert({
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

/** The latest first. */
export async function listSuccessions(database: Connection, limit: number): Promise<StoredSuccession[]> {
  const rows: readonly Record<'number' | 'digest' | 'current_key' | 'next_key' | 'next_from' | 'signed', unknown>[] =
    await database('key_successions').orderBy('number', 'desc').limit(limit);
  return rows.map((row) => ({
    number: integerColumn(row.number),
    digest: textColumn(row.digest),
    current: textColumn(row.current_key),
    next: textColumn(row.next_key),
    nextFrom: integerColumn(row.next_from),
    signed: signedSuccessionSchema.parse(JSON.parse(textColumn(row.signed))),
  }));
}
