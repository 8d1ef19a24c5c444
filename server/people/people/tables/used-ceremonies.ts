import type { Transaction } from '../../../platform/database/connection.ts';

/** `false` when it is already marked. Deletes expired ceremonies, which are refused anyway. */
export async function markCeremonyUsed(
  transaction: Transaction,
  { id, expiresAt, now }: { readonly id: string; readonly expiresAt: number; readonly now: number },
): Promise<boolean> {
  await transaction('used_ceremonies').where('expires_at', '<=', now).delete();
  const rows: readonly unknown[] = await transaction('used_ceremonies')
    .insert({ id, expires_at: expiresAt })
    .onConflict('id')
    .ignore()
    .returning('id');
  return rows.length > 0;
}
