import type { Migration } from '../migration.ts';

/** Decisions of two people that a partner deletes a delivery before its time there is over. */
export const sharingDeletions: Migration = {
  name: '0162-sharing-deletions',
  async up(transaction) {
    await transaction.schema.createTable('sharing_deletions', (table) => {
      /** Digest of the delivery's file. */
      table.text('delivery').primary();
      table.text('agreement').notNullable();
      table.text('dataset').notNullable();
      table.text('reason').notNullable();
      /** The reasons in the words of the proposer. */
      table.text('statement').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('decided_at').notNullable();
      /** Until when the partner must have a request; later an alarm is raised. */
      table.bigInteger('ask_until').notNullable();
      table.bigInteger('overdue_at');
      table.index(['overdue_at', 'ask_until']);
    });
  },
};
