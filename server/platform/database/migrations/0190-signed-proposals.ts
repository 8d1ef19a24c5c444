import type { Migration } from '../migration.ts';

/** What the proposer and the approver of a degradation signed with their passkeys, as JSON; `null` for the other kinds. */
export const signedProposals: Migration = {
  name: '0190-signed-proposals',
  async up(transaction) {
    await transaction.schema.alterTable('proposals', (table) => {
      table.text('assertion');
      table.text('approval');
    });
  },
};
