/**
 * Sealed pseudonyms until they are sent. The lane cannot open them. The tables have no times and no transactions, and are ordered by the
 * sealed bytes, so that a copy of the disk does not show in which order they were added.
 */
import { PSEUDONYMS_IN_MESSAGE } from '../../../server/contract/partner-pseudonyms.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { StoreError } from '../../platform/database/store-error.ts';

export interface AgreementMonth {
  /** Digest of the agreement's version. */
  readonly agreement: string;
  readonly month: string;
}

export interface SealedPseudonym extends AgreementMonth {
  readonly sealed: Uint8Array;
}

export interface SealedPseudonyms {
  /** On the disk when it resolves. Rejects with `StoreError`. */
  add(sealed: readonly SealedPseudonym[]): Promise<void>;
  count(month: AgreementMonth): Promise<number>;
  /** Whether dummies were added, so that nothing is added to the month afterwards. */
  isClosed(month: AgreementMonth): Promise<boolean>;
  /** Adds dummies and closes the month, in one transaction. */
  close(month: AgreementMonth, dummies: readonly Uint8Array[]): Promise<void>;
  /** Closed months that have something to send. */
  toSend(): Promise<AgreementMonth[]>;
  /** The sealed pseudonyms of one message, sorted by their bytes. */
  next(month: AgreementMonth): Promise<Uint8Array[]>;
  remove(month: AgreementMonth, sealed: readonly Uint8Array[]): Promise<void>;
  /** Erases the pseudonyms of other agreements. @returns the number of sealed pseudonyms erased */
  keepOnly(agreements: readonly string[]): Promise<number>;
  /** Erases all of a month, and leaves it closed. */
  erase(month: AgreementMonth): Promise<void>;
}

const TABLE = 'partner_pseudonyms';
const CLOSED = 'partner_months';
/** SQLite takes a bounded number of values in a statement. */
const ROWS_AT_ONCE = 100;

export async function createSealedPseudonymsTables(tx: SchemaTransaction): Promise<void> {
  // Without a row id, which would tell the order
  await tx.raw(
    `create table if not exists ${TABLE} (agreement text not null, month text not null, sealed blob not null, primary key (agreement, month, sealed)) without rowid`,
  );
  await tx.raw(
    `create table if not exists ${CLOSED} (agreement text not null, month text not null, primary key (agreement, month)) without rowid`,
  );
}

export function sealedPseudonyms(db: Database): SealedPseudonyms {
  return {
    async add(all) {
      const rows = all.map(({ agreement, month, sealed }) => ({ agreement, month, sealed: Buffer.from(sealed) }));
      await db.batchInsert(TABLE, rows, ROWS_AT_ONCE).catch((cause: unknown) => {
        throw new StoreError('sealed pseudonyms could not be kept', { cause });
      });
    },
    async count({ agreement, month }) {
      const row = await db(TABLE).where({ agreement, month }).count({ there: '*' }).first();
      return Number(row?.['there'] ?? 0);
    },
    async isClosed({ agreement, month }) {
      return (await db(CLOSED).where({ agreement, month }).first('month')) !== undefined;
    },
    async close({ agreement, month }, dummies) {
      const rows = dummies.map((sealed) => ({ agreement, month, sealed: Buffer.from(sealed) }));
      await db.transaction(async (tx) => {
        await tx.batchInsert(TABLE, rows, ROWS_AT_ONCE);
        await tx(CLOSED).insert({ agreement, month });
      });
    },
    toSend: () =>
      db(CLOSED)
        .whereExists(
          db(TABLE).whereRaw(`${TABLE}.agreement = ${CLOSED}.agreement and ${TABLE}.month = ${CLOSED}.month`),
        )
        .select<AgreementMonth[]>('agreement', 'month')
        .orderBy(['month', 'agreement']),
    async next({ agreement, month }) {
      const rows: readonly { readonly sealed: Buffer }[] = await db(TABLE)
        .where({ agreement, month })
        .orderBy('sealed')
        .limit(PSEUDONYMS_IN_MESSAGE);
      return rows.map(({ sealed }) => sealed);
    },
    async remove({ agreement, month }, all) {
      const sealed = all.map((one) => Buffer.from(one));
      await db(TABLE).where({ agreement, month }).whereIn('sealed', sealed).delete();
    },
    async keepOnly(agreements) {
      await db(CLOSED).whereNotIn('agreement', agreements).delete();
      return db(TABLE).whereNotIn('agreement', agreements).delete();
    },
    async erase({ agreement, month }) {
      await db(TABLE).where({ agreement, month }).delete();
    },
  };
}
