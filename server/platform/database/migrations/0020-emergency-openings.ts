import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** What one person opened in an emergency, and what another found about it afterwards. */
export const emergencyOpenings: Migration = {
  name: '0020-emergency-openings',
  async up(transaction) {
    await transaction.schema.createTable('emergency_openings', openings);
  },
};

/** `overdue_at`: when nobody's finding was there in time, and the alarm was raised. */
function openings(table: Knex.CreateTableBuilder): void {
  table.text('order_digest').primary().references('orders.digest');
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('cause').notNullable();
  table.text('opened_by').notNullable();
  table.bigInteger('opened_at').notNullable();
  table.bigInteger('confirm_by').notNullable();
  table.text('finding');
  table.text('found_by');
  table.bigInteger('found_at');
  table.bigInteger('overdue_at');
  table.index(['found_at', 'overdue_at', 'confirm_by']);
}
