/** Stores the last counter of each officer's passkey at this lane. */
import type { SchemaTransaction } from '../../platform/database/database.ts';
import type { KeyUse } from './judge-assertion.ts';

const TABLE = 'officer_key_counters';

interface Row {
  credential_id: string;
  counter: number;
}

export async function createKeyCountersTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('credential_id').primary();
    table.bigInteger('counter').notNullable();
  });
}

/**
 * Stores the counter in the transaction that records the use of the signed message. Returns `false` when the counter is not
 * above the last one, unless both are 0 (WebAuthn §7.2 step 22). An earlier signature may have a lower counter.
 */
export async function advanceKeyCounter(
  tx: SchemaTransaction,
  { credentialId, counter, isEarlier }: KeyUse,
): Promise<boolean> {
  const before = await tx<Row>(TABLE).where({ credential_id: credentialId }).first();
  const last = before?.counter ?? 0;
  if (counter <= last && (counter !== 0 || last !== 0)) return isEarlier === true;
  if (counter !== 0) {
    const row: Row = { credential_id: credentialId, counter };
    await tx<Row>(TABLE).insert(row).onConflict('credential_id').merge();
  }
  return true;
}
