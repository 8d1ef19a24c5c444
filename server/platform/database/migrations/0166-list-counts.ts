import type { Migration } from '../migration.ts';

/** What lanes counted with partners' blind lists: sums of a month, and no traveller. */
export const listCounts: Migration = {
  name: '0166-list-counts',
  async up(transaction) {
    await transaction.schema.createTable('sharing_list_counts', (table) => {
      /** SHA-256 of the agreement's version. */
      table.text('agreement').notNullable();
      /** `2026-03`, UTC. */
      table.text('month').notNullable();
      table.text('kiosk_id').notNullable();
      table.integer('compared').notNullable();
      table.integer('found').notNullable();
      table.integer('missed').notNullable();
      /** Of the lane over its message: 64 bytes in base64url. */
      table.text('signature').notNullable();
      table.bigInteger('received_at').notNullable();
      table.primary(['agreement', 'month', 'kiosk_id']);
    });
  },
};
