/** Sealed captures that wait for an officer: ciphertext and a wrapped key, never more. */
import type { CaptureHeader } from '../../server/contract/sealed-capture.ts';
import { epochKeyIdOf } from './keys/wrapped-data-key.ts';
import { type Database, openDatabase, truncateLog } from '../store/database.ts';

export interface StoredCapture {
  readonly captureId: string;
  readonly transactionId: string;
  /** Wall time after which it must be gone, ms. */
  readonly eraseAt: number;
  /** Sealed bytes as `seal` made them. */
  readonly sealed: Uint8Array;
  /** The key under an epoch key, bound to `captureId`: `keys/wrapped-data-key.ts`. */
  readonly wrappedKey: Uint8Array;
}

export interface CaptureStore {
  /** All or none; on the disk when it resolves. */
  insert(captures: readonly StoredCapture[]): Promise<void>;
  ofTransaction(transactionId: string): Promise<StoredCapture[]>;
  /** How many are due at `wallMs`, or cannot be read because their epoch key does not exist. */
  countDue(wallMs: number, exists: (keyId: string) => boolean): Promise<number>;
  /** Deletes those, all or none, overwriting them in the file and the log. Resolves to how many there were. */
  eraseDue(wallMs: number, exists: (keyId: string) => boolean): Promise<number>;
  eraseTransaction(transactionId: string): Promise<number>;
  /** Ids of the epoch keys that captures need. */
  keyIds(): Promise<ReadonlySet<string>>;
  count(): Promise<number>;
  ids(): Promise<readonly string[]>;
  one(captureId: string): Promise<StoredCapture | undefined>;
  /** When the next capture is due, or `undefined`. */
  nextDue(): Promise<number | undefined>;
  close(): Promise<void>;
}

const TABLE = 'referred_captures';
/** Of the version before, whose keys were wrapped in another way. */
const FIRST_TABLE = 'sealed_captures';

interface Row {
  capture_id: string;
  transaction_id: string;
  erase_at: number;
  sealed: Buffer;
  key_id: string;
  wrapped_key: Buffer;
}

export async function openCaptureStore(file: string): Promise<CaptureStore> {
  const db: Database = await openDatabase(file, async (tx) => {
    await tx.schema.dropTableIfExists(FIRST_TABLE);
    if (await tx.schema.hasTable(TABLE)) return;
    await tx.schema.createTable(TABLE, (table) => {
      table.text('capture_id').primary();
      table.text('transaction_id').notNullable().index();
      table.bigInteger('erase_at').notNullable().index();
      table.binary('sealed').notNullable();
      table.text('key_id').notNullable().index();
      table.binary('wrapped_key').notNullable();
    });
  });

  const keyIds = async (): Promise<ReadonlySet<string>> => {
    const rows: Pick<Row, 'key_id'>[] = await db(TABLE).distinct('key_id');
    return new Set(rows.map((row) => row.key_id));
  };
  const keysGone = async (exists: (keyId: string) => boolean): Promise<readonly string[]> =>
    [...(await keyIds())].filter((keyId) => !exists(keyId));
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
          key_id: epochKeyIdOf(capture.wrappedKey),
          wrapped_key: Buffer.from(capture.wrappedKey),
        }),
      );
      await db.transaction((tx) => tx(TABLE).insert(rows));
    },
    async ofTransaction(transactionId) {
      const rows: Row[] = await db(TABLE).where({ transaction_id: transactionId });
      return rows.map(storedOf);
    },
    async count() {
      const row = await db(TABLE).count<{ n: number }[]>({ n: '*' }).first();
      return row?.n ?? 0;
    },
    async ids() {
      const rows: Pick<Row, 'capture_id'>[] = await db(TABLE).select('capture_id').orderBy('capture_id');
      return rows.map((row) => row.capture_id);
    },
    async one(captureId) {
      const row: Row | undefined = await db(TABLE).where({ capture_id: captureId }).first();
      return row === undefined ? undefined : storedOf(row);
    },
    async countDue(wallMs, exists) {
      const row = await due(db, wallMs, await keysGone(exists))
        .count<{ n: number }[]>({ n: '*' })
        .first();
      return row?.n ?? 0;
    },
    eraseDue: async (wallMs, exists) => erase(await due(db, wallMs, await keysGone(exists)).delete()),
    eraseTransaction: async (transactionId) => erase(await db(TABLE).where({ transaction_id: transactionId }).delete()),
    keyIds,
    async nextDue() {
      const row = await db(TABLE).min<{ due: number | null }[]>({ due: 'erase_at' }).first();
      return row?.due ?? undefined;
    },
    close: () => db.destroy(),
  };
}

function due(db: Database, wallMs: number, keysGone: readonly string[]) {
  return db(TABLE).where('erase_at', '<=', wallMs).orWhereIn('key_id', keysGone);
}

function storedOf(row: Row): StoredCapture {
  return {
    captureId: row.capture_id,
    transactionId: row.transaction_id,
    eraseAt: row.erase_at,
    sealed: row.sealed,
    wrappedKey: row.wrapped_key,
  };
}

/** Additional data under which a capture's key is wrapped. */
export function keyContext(captureId: CaptureHeader['captureId']): Uint8Array {
  return new TextEncoder().encode(`postern/capture-key/v1/${captureId}`);
}
