/**
 * The declaration codes that were shown at this lane. A row is the hash of a random key and the hour at which the code ends: no time of use,
 * no answer, nothing of a document. It is dropped when its code has ended.
 */
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import { StoreError } from '../../platform/database/store-error.ts';

export interface UsedCodes {
  /**
   * Marks a code as used, on the disk when it resolves to `true`. `false`: it was marked before. Rejects with `StoreError`.
   *
   * @param use from `readDeclarationCode`
   */
  use(use: string, endsAt: number): Promise<boolean>;
  /** Drops codes that are no longer accepted at this time. */
  dropEnded(nowMs: number): Promise<void>;
}

const TABLE = 'used_codes';

/** A lane whose clock is set back must not accept a code again, ms. */
const KEPT_AFTER_END_MS = 86_400_000;

export async function createUsedCodesTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('code').primary();
    table.bigInteger('ends_at').notNullable();
  });
}

export function usedCodes(db: Database): UsedCodes {
  return {
    async use(use, endsAt) {
      try {
        const added = await db(TABLE)
          .insert({ code: use, ends_at: endsAt })
          .onConflict('code')
          .ignore()
          .returning<readonly { readonly code: string }[]>('code');
        return added.length === 1;
      } catch (cause) {
        throw new StoreError('a code could not be marked as used', { cause });
      }
    },
    async dropEnded(nowMs) {
      await db(TABLE)
        .where('ends_at', '<', nowMs - KEPT_AFTER_END_MS)
        .delete();
    },
  };
}
