import type { Migration } from '../migration.ts';

/** Statements of administrators about what the server cannot see, and the backups that were made. */
export const setup: Migration = {
  name: '0071-setup',
  async up(transaction) {
    await transaction.schema.createTable('setup_statements', (table) => {
      table.text('item').primary();
      table.text('reason').notNullable();
      table.text('stated_by').notNullable();
      table.bigInteger('stated_at').notNullable();
    });
    await transaction.schema.createTable('backups', (table) => {
      table.text('file').primary();
      table.bigInteger('made_at').notNullable().index();
      table.bigInteger('bytes').notNullable();
      table.bigInteger('row_count').notNullable();
      /** Of the key that opens it, in hex. */
      table.text('key_id').notNullable();
    });
  },
};
