import type { Migration } from '../migration.ts';

/** Numbers of blind queries of each lane, list and hour, and answers without a proof in the lanes' statuses. */
export const blindQueries: Migration = {
  name: '0103-blind-queries',
  async up(transaction) {
    await transaction.schema.createTable('blind_query_counts', (table) => {
      table.text('kiosk_id').notNullable().references('kiosks.id');
      table.text('list').notNullable();
      table.bigInteger('hour').notNullable().index();
      table.integer('made').notNullable();
      table.primary(['kiosk_id', 'list', 'hour']);
    });
    await transaction.schema.alterTable('lane_status', (table) => {
      table.bigInteger('unproven_answers').notNullable().defaultTo(0);
    });
  },
};
