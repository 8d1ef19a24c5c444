import type { Migration } from '../migration.ts';

/** Readiness checks: requests of lanes for an approval, approvals of technicians, records of lanes, and what their statuses say about them. */
export const readiness: Migration = {
  name: '0083-readiness',
  async up(transaction) {
    await transaction.schema.createTable('readiness_requests', (table) => {
      table.text('id').primary();
      table.text('kiosk_id').notNullable().references('kiosks.id').index();
      table.text('state').notNullable();
      table.bigInteger('asked_at').notNullable();
      table.bigInteger('expires_at').notNullable();
      /** Wrong codes that were typed for it. */
      table.integer('wrong_codes').notNullable();
      /** Digest of its approval. */
      table.text('approval');
    });
    await transaction.schema.createTable('readiness_approvals', (table) => {
      table.text('digest').primary();
      table.text('kiosk_id').notNullable().references('kiosks.id').index();
      table.text('technician').notNullable();
      table.bigInteger('approved_at').notNullable().index();
      table.binary('payload').notNullable();
      table.binary('signature').notNullable();
    });
    await transaction.schema.createTable('readiness_records', (table) => {
      table.bigInteger('feed_position').primary().references('reports.feed_position');
      table.text('kiosk_id').notNullable().references('kiosks.id').index();
      table.text('check_id').notNullable();
      table.text('approval').index();
      table.text('result').notNullable();
      table.text('service').notNullable();
      table.bigInteger('received_at').notNullable();
    });
    await transaction.schema.alterTable('lane_status', (table) => {
      table.text('readiness_check');
      /** Codes with commas between. */
      table.text('drifts');
    });
  },
};
