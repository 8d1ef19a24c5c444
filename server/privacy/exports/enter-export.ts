import { enter } from '../../records/ledger/entry/enter.ts';
import type { Transaction } from '../../platform/database/connection.ts';

export interface MadeFile {
  /** Slug of the exported record. */
  readonly record: string;
  readonly format: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly digest: string;
  readonly bytes: number;
  /** Number of rows, or of passages. */
  readonly records: number;
}

/**
 * Enters an export in the ledger, in the transaction of its act. Its subject is `export/` and the digest, by which `postern-server verify` checks
 * the file.
 */
export async function enterExport(
  transaction: Transaction,
  file: MadeFile,
  { actId, at }: { readonly actId: string; readonly at: number },
): Promise<void> {
  const about = { ...file, actId, partner: null, agreement: null, at };
  await enter(transaction, `export/${file.digest}`, { type: 'export', version: 1, ...about });
}
