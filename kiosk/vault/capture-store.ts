/** Sealed captures that wait for an officer: ciphertext and a wrapped key, never more. */
import type { CaptureHeader } from './sealed-capture.ts';
import { type Database, openDatabase, truncateLog } from '../store/database.ts';

export interface StoredCapture {
  readonly captureId: string;
  readonly transactionId: string;
  /** Wall time after which it must be gone, ms. */
  readonly eraseAt: number;
  /** Sealed bytes as `seal` made them. */
  readonly sealed: Uint8Array;
  /** The key under the secure element, bound to `captureId`. */
  readonly wrappedKey: Uint8Array;
}

export interface CaptureStore {
  /** All or none; on the disk when it resolves. */
  insert(captures: readonly StoredCapture[]): Promise<void>;
  ofTransaction(transactionId: string): Promise<StoredCapture[]>;
  /** Deletes what is due at `wallMs`, overwriting it in the file and the log. Resolves to how many there were. */
  eraseDue(wallMs: number): Promise<number>;
  eraseTransaction(transactionId: string): Promise<number>;
  /** When the next capture is due, or `undefined`. */
  nextDue(): Promise<number | undefined>;
  close(): Promise<void>;
}

const TABLE = 'sealed_captures';

interface Row {
  capture_id: string;
  transaction_id: string;
  erase_at: number;
  sealed: Buffer;
  wrapped_key: Buffer;
}

export async function openCaptureStore(file: string): Promise<CaptureStore> {
  const db: Database = await openDatabase(file, async (tx) => {
    if (await tx.schema.hasTable(TABLE)) return;
    await tx.schema.createTable(TABLE, (table) => {
      table.text('capture_id').primary();
      table.text('transaction_id').notNullable().index();
      table.bigInteger('erase_at').notNullable().index();
      table.binary('sealed').notNullable();
      table.binary('wrapped_key').notNullable();
    });
  });

  const erase = async (count: number): Promise<number> => {
    if (count > 0) await truncateLog(db);
    return count;
  };

  return {
    async insert(captures) {
      const rows = captures.map(
        (capture): Row => ({
          capture_id: capture.captureId,
          transaction_id: capture.transactionId,
          erase_at: capture.eraseAt,
          sealed: Buffer.from(capture.sealed.buffer, capture.sealed.byteOffset, capture.sealed.byteLength),
          wrapped_key: Buffer.from(capture.wrappedKey),
        }),
      );
      await db.transaction((tx) => tx(TABLE).insert(rows));
    },
    async ofTransaction(transactionId) {
      const rows: Row[] = await db(TABLE).where({ transaction_id: transactionId });
      return rows.map((row) => ({
        captureId: row.capture_id,
        transactionId: row.transaction_id,
        eraseAt: row.erase_at,
        sealed: row.sealed,
        wrappedKey: row.wrapped_key,
      }));
    },
    eraseDue: async (wallMs) => erase(await db(TABLE).where('erase_at', '<=', wallMs).delete()),
    eraseTransaction: async (transactionId) => erase(await db(TABLE).where({ transaction_id: transactionId }).delete()),
    async nextDue() {
      const row = await db(TABLE).min<{ due: number | null }[]>({ due: 'erase_at' }).first();
      return row?.due ?? undefined;
    },
    close: () => db.destroy(),
  };
}

/** Additional data under which a capture's key is wrapped. */
export function keyContext(captureId: CaptureHeader['captureId']): Uint8Array {
  return new TextEncoder().encode(`postern/capture-key/v1/${captureId}`);
}
