import type { Migration } from '../migration.ts';

/** Attempts with one document on one day across the fleet, and their number. */
export const attempts: Migration = {
  name: '0090-attempts',
  async up(transaction) {
    await transaction.schema.createTable('attempts', (table) => {
      table.text('kiosk_id').notNullable().references('kiosks.id');
      table.text('attempt_id').notNullable();
      table.text('epoch').notNullable();
      table.text('handle').notNullable();
      table.text('tried').notNullable();
      table.text('state').notNullable();
      table.bigInteger('received_at').notNullable();
      table.primary(['kiosk_id', 'attempt_id']);
      table.index(['epoch']);
    });
    await transaction.schema.createTable('attempt_counts', (table) => {
      table.text('epoch').notNullable();
      table.text('handle').notNullable();
      table.text('tried').notNullable();
      table.integer('made').notNullable();
      table.primary(['epoch', 'handle', 'tried']);
    });
  },
};
