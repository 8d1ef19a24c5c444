import type { Migration } from '../migration.ts';

/**
 * Of the half of a code that the administrator who asks for a recovery was shown: SHA-256, in hex; `null` of a recovery that was asked
 * for before, which is asked for again.
 */
export const recoveryHalves: Migration = {
  name: '0042-recovery-halves',
  async up(transaction) {
    await transaction.schema.alterTable('recoveries', (table) => table.text('half_digest'));
  },
};
