import type { Migration } from '../migration.ts';

/** Up to where findings were shipped to a SIEM. */
export const shipping: Migration = {
  name: '0113-shipping',
  async up(transaction) {
    await transaction.schema.createTable('shipping_state', (table) => {
      table.text('name').primary();
      table.bigInteger('saved_at').notNullable();
      /** JSON. */
      table.text('content').notNullable();
    });
  },
};
