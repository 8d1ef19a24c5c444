import type { Migration } from '../migration.ts';

/** Why an officer was revoked, and by whom; `null` for revocations before this migration. */
export const revocationCauses: Migration = {
  name: '0194-revocation-causes',
  async up(transaction) {
    await transaction.schema.alterTable('revoked_officers', (table) => {
      table.text('cause');
      table.text('revoked_by');
    });
  },
};
