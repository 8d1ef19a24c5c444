import type { Migration } from '../migration.ts';

/** A witness's own file: the last checkpoint it has cosigned of each log. */
export const witnessSeen: Migration = {
  name: 'witness-0001-seen',
  async up(transaction) {
    await transaction.schema.createTable('seen', (table) => {
      table.text('origin').primary();
      table.bigInteger('size').notNullable();
      table.binary('root').notNullable();
    });
  },
};
