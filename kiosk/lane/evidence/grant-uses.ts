/** The grants used at this lane: each only once, also after a restart, and with limits for each officer and traveller. */
import type { GrantRefusal } from '../../../server/contract/evidence-vocabulary.ts';
import type { EvidenceGrant } from '../../../server/contract/grant.ts';
import type { KeyUse } from '../../lists/officer-keys/judge-assertion.ts';
import { advanceKeyCounter } from '../../lists/officer-keys/key-counters.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import {
  USES_KEPT_MS,
  VIEWINGS_OF_ONE_OFFICER,
  VIEWINGS_OF_ONE_TRAVELLER,
  VIEWINGS_WINDOW_MS,
} from './evidence-constants.ts';

export type GrantUse =
  | 'spent'
  | (GrantRefusal & ('replayed' | 'officer-key-cloned' | 'too-many-viewings' | 'too-many-viewings-of-traveller'));

export interface GrantUses {
  /**
   * Records the use of the grant and of the officer's key; on the disk when it resolves. When two calls overlap, one
   * returns `spent`.
   */
  spend(grant: EvidenceGrant, keyUse: KeyUse, nowMs: number): Promise<GrantUse>;
}

const TABLE = 'grant_uses';

interface Row {
  nonce: string;
  officer: string;
  used_at: number;
  /** Random; `null` in rows of an earlier version. */
  transaction_id: string | null;
}

export async function createGrantUsesTable(tx: SchemaTransaction): Promise<void> {
  if (!(await tx.schema.hasTable(TABLE))) {
    await tx.schema.createTable(TABLE, (table) => {
      table.text('nonce').primary();
      table.text('officer').notNullable();
      table.bigInteger('used_at').notNullable().index();
    });
  }
  if (await tx.schema.hasColumn(TABLE, 'transaction_id')) return;
  await tx.schema.alterTable(TABLE, (table) => table.text('transaction_id').index());
}

export function grantUses(db: Database): GrantUses {
  return {
    spend: ({ nonce, officer, transactionId }, keyUse, nowMs) =>
      db.transaction(async (tx) => {
        const usedAt = Math.round(nowMs);
        await tx<Row>(TABLE)
          .where('used_at', '<', usedAt - USES_KEPT_MS)
          .delete();
        if ((await tx<Row>(TABLE).where({ nonce }).first()) !== undefined) return 'replayed';
        if (!(await advanceKeyCounter(tx, keyUse))) return 'officer-key-cloned';
        const ofOfficer = await tx<Row>(TABLE)
          .where({ officer })
          .andWhere('used_at', '>', usedAt - VIEWINGS_WINDOW_MS);
        if (ofOfficer.length >= VIEWINGS_OF_ONE_OFFICER) return 'too-many-viewings';
        const ofTraveller = await tx<Row>(TABLE).where({ transaction_id: transactionId });
        if (ofTraveller.length >= VIEWINGS_OF_ONE_TRAVELLER) return 'too-many-viewings-of-traveller';
        await tx<Row>(TABLE).insert({ nonce, officer, used_at: usedAt, transaction_id: transactionId });
        return 'spent';
      }),
  };
}
