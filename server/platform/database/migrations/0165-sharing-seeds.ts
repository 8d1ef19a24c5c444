import type { Migration } from '../migration.ts';

/** Decisions of two people that a supervisory authority gets the seed of a period's noise. The seed itself is in no table. */
export const sharingSeeds: Migration = {
  name: '0165-sharing-seeds',
  async up(transaction) {
    await transaction.schema.createTable('sharing_seeds', (table) => {
      table.text('agreement').notNullable();
      table.text('budget_period').notNullable();
      table.text('reason').notNullable();
      /** The reasons in the words of the proposer. */
      table.text('statement').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('decided_at').notNullable();
      table.primary(['agreement', 'budget_period']);
    });
  },
};
