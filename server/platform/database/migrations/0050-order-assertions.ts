import type { Migration } from '../migration.ts';

/** What the person who gave an order signed with their passkey, as JSON; `null` for an order that moves no gate. */
export const orderAssertions: Migration = {
  name: '0050-order-assertions',
  async up(transaction) {
    await transaction.schema.alterTable('orders', (table) => table.text('assertion'));
  },
};
