/** Which grants this lane has honoured: each once, also after a restart, and no officer's too often. */
import type { EvidenceGrant } from '../../server/contract/grant.ts';
import type { Database, SchemaTransaction } from '../store/database.ts';
import { USES_KEPT_MS, VIEWINGS_OF_ONE_OFFICER, VIEWINGS_WINDOW_MS } from './evidence-constants.ts';

export interface GrantUses {
  /** Takes the grant's only use; on the disk when it resolves. Of two at the same time one is `spent`. */
  spend(grant: EvidenceGrant, nowMs: number): Promise<'spent' | 'replayed' | 'too-many-viewings'>;
}

const TABLE = 'grant_uses';

interface Row {
  nonce: string;
  officer: string;
  used_at: number;
}

export async function createGrantUsesTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('nonce').primary();
    table.text('officer').notNullable();
    table.bigInteger('used_at').notNullable().index();
  });
}

export function grantUses(db: Database): GrantUses {
  return {
    spend: ({ nonce, officer }, nowMs) =>
      db.transaction(async (tx) => {
        const usedAt = Math.round(nowMs);
        await tx<Row>(TABLE)
          .where('used_at', '<', usedAt - USES_KEPT_MS)
          .delete();
        if ((await tx<Row>(TABLE).where({ nonce }).first()) !== undefined) return 'replayed';
        const recent = await tx<Row>(TABLE)
          .where({ officer })
          .andWhere('used_at', '>', usedAt - VIEWINGS_WINDOW_MS);
        if (recent.length >= VIEWINGS_OF_ONE_OFFICER) return 'too-many-viewings';
        await tx<Row>(TABLE).insert({ nonce, officer, used_at: usedAt });
        return 'spent';
      }),
  };
}
