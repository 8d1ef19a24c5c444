import type { Migration } from '../migration.ts';

/** Legal holds of two people on the content of declarations. */
export const declarationHolds: Migration = {
  name: '0122-declaration-holds',
  async up(transaction) {
    await transaction.schema.createTable('declaration_holds', (table) => {
      /** 16 random bytes, hex. */
      table.text('id').primary();
      table.text('declaration_id').notNullable().index();
      table.text('reason').notNullable();
      table.bigInteger('until').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('approved_at').notNullable();
      table.text('released_by');
      table.bigInteger('released_at');
    });
  },
};
