/**
 * Notes an erasure before it happens, so that a power cut leaves neither an erasure without a report nor a report without
 * an erasure.
 */
import type { TransactionId } from '../../../server/contract/report.ts';
import type { ErasureCause, RetentionClass } from '../../../server/contract/retention.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';

export interface ErasureNote {
  readonly retentionClass: RetentionClass;
  readonly cause: ErasureCause;
  readonly erased: number;
  /** Wall time, ms. */
  readonly at: number;
  /** Set when the erasure concerns one traveller. */
  readonly transactionId?: TransactionId | undefined;
}

export interface ErasureNotes {
  /** On the disk when it resolves, to the note's number. */
  intend(note: ErasureNote): Promise<number>;
  /** Drops a note when its report is on the disk, or the erasure did not happen. */
  drop(id: number): Promise<void>;
  /** Notes left by an interrupted run, oldest first. */
  left(): Promise<readonly (ErasureNote & { readonly id: number })[]>;
}

const TABLE = 'erasure_notes';

interface Row {
  readonly id: number;
  readonly retention_class: RetentionClass;
  readonly cause: ErasureCause;
  readonly erased: number;
  readonly at: number;
  readonly transaction_id: TransactionId | null;
}

export async function createErasureNotesTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) {
    if (await tx.schema.hasColumn(TABLE, 'transaction_id')) return;
    await tx.schema.alterTable(TABLE, (table) => void table.text('transaction_id'));
    return;
  }
  await tx.schema.createTable(TABLE, (table) => {
    table.increments('id');
    table.text('retention_class').notNullable();
    table.text('cause').notNullable();
    table.integer('erased').notNullable();
    table.bigInteger('at').notNullable();
    table.text('transaction_id');
  });
}

export function erasureNotes(db: Database): ErasureNotes {
  return {
    async intend({ retentionClass, cause, erased, at, transactionId }) {
      const [id = 0] = await db(TABLE).insert({
        retention_class: retentionClass,
        cause,
        erased,
        at: Math.round(at),
        transaction_id: transactionId ?? null,
      });
      return id;
    },
    async drop(id) {
      await db(TABLE).where({ id }).delete();
    },
    async left() {
      const rows: Row[] = await db<Row>(TABLE).orderBy('id');
      return rows.map(({ id, retention_class: retentionClass, cause, erased, at, transaction_id: transactionId }) => ({
        id,
        retentionClass,
        cause,
        erased,
        at,
        ...(transactionId !== null && { transactionId }),
      }));
    },
  };
}
