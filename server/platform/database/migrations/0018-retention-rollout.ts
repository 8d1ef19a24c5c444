import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Who signed an agreed retention policy, and the orders that carried it to lanes. */
export const retentionRollout: Migration = {
  name: '0018-retention-rollout',
  async up(transaction) {
    await transaction.schema.createTable('retention_signatures', signatures);
    await transaction.schema.createTable('retention_orders', retentionOrders);
  },
};

/** One of each person and of each key. */
function signatures(table: Knex.CreateTableBuilder): void {
  table.bigInteger('number').notNullable().references('retention_policies.number');
  table.text('person').notNullable();
  table.text('public_key').notNullable();
  table.text('signature').notNullable();
  table.bigInteger('signed_at').notNullable();
  table.primary(['number', 'person']);
  table.unique(['number', 'public_key']);
}

function retentionOrders(table: Knex.CreateTableBuilder): void {
  table.text('order_digest').primary().references('orders.digest');
  table.bigInteger('number').notNullable().references('retention_policies.number');
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.index(['kiosk_id', 'number']);
}
