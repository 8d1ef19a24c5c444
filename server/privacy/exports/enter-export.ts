import { enter } from '../../ledger/entry/enter.ts';
import type { Transaction } from '../../database/connection.ts';

export interface MadeFile {
  /** A slug: what it holds. */
  readonly record: string;
  readonly format: string;
  /** SHA-256 of its bytes, hex. */
  readonly digest: string;
  readonly bytes: number;
  /** Rows, or passages. */
  readonly records: number;
}

/** Enters that a file was made, in the transaction of the act: `export/` and the digest finds its proof, which `npm run verify` holds against the file. */
export async function enterExport(
  transaction: Transaction,
  file: MadeFile,
  { actId, at }: { readonly actId: string; readonly at: number },
): Promise<void> {
  const about = { ...file, actId, partner: null, agreement: null, at };
  await enter(transaction, `export/${file.digest}`, { type: 'export', version: 1, ...about });
}
