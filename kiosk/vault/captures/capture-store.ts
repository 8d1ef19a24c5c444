/** Stores sealed captures: only ciphertext and a wrapped key. */
import { epochKeyIdOf } from './keys/wrapped-data-key.ts';
import { type Database, openDatabase, type SchemaTransaction, truncateLog } from '../../platform/database/database.ts';
import { KEPT_CLASSES, type KeptClass, LONGEST_REFERRAL_MS } from './kept-class.ts';
import type { AtVaultStep } from './vault-step.ts';

export interface StoredCapture {
  readonly captureId: string;
  readonly transactionId: string;
  readonly keptAs: KeptClass;
  /** Wall time of erasure at the latest, ms. */
  readonly eraseAt: number;
  /** For a capture under legal hold: the digest of the order, and the terms restored on release. */
  readonly hold?: Hold | undefined;
  /** Sealed bytes as `seal` made them. */
  readonly sealed: Uint8Array;
  /** As `sealEyes` made them, for a picture in which a face was found. */
  readonly sealedEyes?: Uint8Array | undefined;
  /** The key under an epoch key, bound by `keyContextOf`: `keys/wrapped-data-key.ts`. */
  readonly wrappedKey: Uint8Array;
}

export interface Hold {
  readonly by: string;
  readonly returnAs: KeptClass;
  readonly returnAt: number;
}

/** The terms of a stored capture, without its data. */
export type KeptTerms = Omit<StoredCapture, 'sealed' | 'sealedEyes' | 'transactionId'>;

export interface CaptureStore {
  /** Inserts all or none; on the disk when it resolves. `keptAt`: wall ms of storage, only for counting. */
  insert(captures: readonly StoredCapture[], keptAt?: number): Promise<void>;
  ofTransaction(transactionId: string): Promise<StoredCapture[]>;
  /** Changes terms and keys of captures, all or none, and overwrites the old ones in the file and the log. */
  change(terms: readonly KeptTerms[]): Promise<void>;
  /**
   * Number of captures of a class that are due at `wallMs`, or unreadable because their epoch key does not exist. Rows with
   * an unknown class, or with an end that no policy allows for a referral, count as due referrals.
   */
  countDue(keptAs: KeptClass, wallMs: number, exists: (keyId: string) => boolean): Promise<number>;
  /** Deletes those, all or none, and overwrites them in the file and the log. Resolves to their number. */
  eraseDue(keptAs: KeptClass, wallMs: number, exists: (keyId: string) => boolean): Promise<number>;
  eraseTransaction(transactionId: string): Promise<number>;
  /** Ids of the epoch keys in use by captures. */
  keyIds(): Promise<ReadonlySet<string>>;
  /** Number of captures of one class, or of all. */
  count(keptAs?: KeptClass): Promise<number>;
  /** Start and end of storage of each capture, wall ms; `keptAt` is `null` for captures of an older version. */
  kept(): Promise<readonly { readonly keptAs: KeptClass; readonly keptAt: number | null; readonly eraseAt: number }[]>;
  ids(): Promise<readonly string[]>;
  one(captureId: string): Promise<StoredCapture | undefined>;
  /** When the next capture of a class, or of any, is due; `undefined` when there is none. */
  nextDue(keptAs?: KeptClass): Promise<number | undefined>;
  close(): Promise<void>;
}

const TABLE = 'referred_captures';
/** Table of the previous version, which wrapped keys differently. */
const FIRST_TABLE = 'sealed_captures';

interface Row {
  capture_id: string;
  transaction_id: string;
  kept_as: string;
  erase_at: number;
  held_by: string | null;
  return_as: string | null;
  return_at: number | null;
  kept_at: number | null;
  sealed: Buffer;
  sealed_eyes: Buffer | null;
  key_id: string;
  wrapped_key: Buffer;
}

async function createTables(tx: SchemaTransaction): Promise<void> {
  await tx.schema.dropTableIfExists(FIRST_TABLE);
  if (!(await tx.schema.hasTable(TABLE))) {
    await tx.schema.createTable(TABLE, (table) => {
      table.text('capture_id').primary();
      table.text('transaction_id').notNullable().index();
      table.bigInteger('erase_at').notNullable().index();
      table.binary('sealed').notNullable();
      table.text('key_id').notNullable().index();
      table.binary('wrapped_key').notNullable();
    });
  }
  if (!(await tx.schema.hasColumn(TABLE, 'kept_at'))) {
    await tx.schema.alterTable(TABLE, (table) => table.bigInteger('kept_at'));
  }
  if (!(await tx.schema.hasColumn(TABLE, 'sealed_eyes'))) {
    await tx.schema.alterTable(TABLE, (table) => table.binary('sealed_eyes'));
  }
  // Schema of the previous version, which stored only referrals
  if (await tx.schema.hasColumn(TABLE, 'kept_as')) return;
  await tx.schema.alterTable(TABLE, (table) => {
    table.text('kept_as').notNullable().defaultTo('referred');
    table.text('held_by');
    table.text('return_as');
    table.bigInteger('return_at');
  });
}

export async function openCaptureStore(file: string, at: AtVaultStep = () => undefined): Promise<CaptureStore> {
  const db: Database = await openDatabase(file, createTables);

  const keyIds = async (): Promise<ReadonlySet<string>> => {
    const rows: Pick<Row, 'key_id'>[] = await db(TABLE).distinct('key_id');
    return new Set(rows.map((row) => row.key_id));
  };
  const due = async (keptAs: KeptClass, wallMs: number, exists: (keyId: string) => boolean) => {
    const gone = [...(await keyIds())].filter((keyId) => !exists(keyId));
    const isReferral = keptAs === 'referred';
    const rows = () =>
      db(TABLE)
        .where((or) => {
          or.where({ kept_as: keptAs });
          if (isReferral) or.orWhereNotIn('kept_as', [...KEPT_CLASSES]);
        })
        .andWhere((or) => {
          or.where('erase_at', '<=', wallMs).orWhereIn('key_id', gone);
          // SQLite sorts values that are not numbers above all numbers
          if (isReferral) or.orWhere('erase_at', '>', wallMs + LONGEST_REFERRAL_MS);
        });
    return { rows };
  };
  const erase = async (count: number): Promise<number> => {
    if (count === 0) return 0;
    at('rows-erased');
    await truncateLog(db);
    at('erase-log-emptied');
    return count;
  };
  const ofClass = (keptAs: KeptClass | undefined) => (keptAs === undefined ? {} : { kept_as: keptAs });

  return {
    async insert(captures, keptAt) {
      const rows = captures.map((capture) => ({
        capture_id: capture.captureId,
        transaction_id: capture.transactionId,
        kept_at: keptAt ?? null,
        sealed: Buffer.from(capture.sealed.buffer, capture.sealed.byteOffset, capture.sealed.byteLength),
        sealed_eyes: capture.sealedEyes === undefined ? null : Buffer.from(capture.sealedEyes),
        ...termsOf(capture),
      }));
      await db.transaction((tx) => tx(TABLE).insert(rows));
      at('captures-kept');
    },
    async ofTransaction(transactionId) {
      const rows: Row[] = await db(TABLE).where({ transaction_id: transactionId });
      return rows.map(storedOf);
    },
    async change(terms) {
      await db.transaction(async (tx) => {
        for (const one of terms) await tx(TABLE).where({ capture_id: one.captureId }).update(termsOf(one));
      });
      at('rewrap-written');
      await truncateLog(db);
      at('rewrap-log-emptied');
    },
    async count(keptAs) {
      const row = await db(TABLE).where(ofClass(keptAs)).count<{ n: number }[]>({ n: '*' }).first();
      return row?.n ?? 0;
    },
    async kept() {
      const rows: Pick<Row, 'kept_as' | 'kept_at' | 'erase_at'>[] = await db(TABLE).select(
        'kept_as',
        'kept_at',
        'erase_at',
      );
      return rows.map((row) => ({ keptAs: classOf(row.kept_as), keptAt: row.kept_at, eraseAt: row.erase_at }));
    },
    async ids() {
      const rows: Pick<Row, 'capture_id'>[] = await db(TABLE).select('capture_id').orderBy('capture_id');
      return rows.map((row) => row.capture_id);
    },
    async one(captureId) {
      const row: Row | undefined = await db(TABLE).where({ capture_id: captureId }).first();
      return row === undefined ? undefined : storedOf(row);
    },
    async countDue(keptAs, wallMs, exists) {
      const { rows } = await due(keptAs, wallMs, exists);
      const row = await rows().count<{ n: number }[]>({ n: '*' }).first();
      return row?.n ?? 0;
    },
    async eraseDue(keptAs, wallMs, exists) {
      const { rows } = await due(keptAs, wallMs, exists);
      return erase(await rows().delete());
    },
    eraseTransaction: async (transactionId) => erase(await db(TABLE).where({ transaction_id: transactionId }).delete()),
    keyIds,
    async nextDue(keptAs) {
      const row = await db(TABLE).where(ofClass(keptAs)).min<{ due: number | null }[]>({ due: 'erase_at' }).first();
      return row?.due ?? undefined;
    },
    close: () => db.destroy(),
  };
}

function termsOf(
  capture: KeptTerms,
): Omit<Row, 'capture_id' | 'transaction_id' | 'kept_at' | 'sealed' | 'sealed_eyes'> {
  return {
    kept_as: capture.keptAs,
    erase_at: capture.eraseAt,
    held_by: capture.hold?.by ?? null,
    return_as: capture.hold?.returnAs ?? null,
    return_at: capture.hold?.returnAt ?? null,
    key_id: epochKeyIdOf(capture.wrappedKey),
    wrapped_key: Buffer.from(capture.wrappedKey),
  };
}

function storedOf(row: Row): StoredCapture {
  const { held_by: by, return_at: returnAt } = row;
  return {
    captureId: row.capture_id,
    transactionId: row.transaction_id,
    keptAs: classOf(row.kept_as),
    eraseAt: row.erase_at,
    ...(by !== null && returnAt !== null && { hold: { by, returnAs: classOf(row.return_as), returnAt } }),
    sealed: row.sealed,
    ...(row.sealed_eyes !== null && { sealedEyes: row.sealed_eyes }),
    wrappedKey: row.wrapped_key,
  };
}

/** An unknown class counts as a referral, which has the shortest limit of undecided captures. */
function classOf(word: string | null): KeptClass {
  return KEPT_CLASSES.find((keptAs) => keptAs === word) ?? 'referred';
}
