import type { Migration } from '../migration.ts';

/** Look-ups of watchlist hits at the source. No column is for a document. */
export const watchlistLookUps: Migration = {
  name: '0093-watchlist-look-ups',
  async up(transaction) {
    await transaction.schema.createTable('watchlist_look_ups', (table) => {
      table.text('id').primary();
      table.text('referral_id').notNullable().references('referrals.id').index();
      table.text('list').notNullable();
      table.text('asked_by').notNullable();
      table.bigInteger('asked_at').notNullable();
      table.text('grant_digest').notNullable();
      table.text('result').notNullable();
      table.text('why');
    });
  },
};
