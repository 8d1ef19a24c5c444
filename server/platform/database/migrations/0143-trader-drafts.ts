import type { Migration } from '../migration.ts';

/** Drafts of declarations that people of traders sealed in their browsers. */
export const traderDrafts: Migration = {
  name: '0143-trader-drafts',
  async up(transaction) {
    await transaction.schema.createTable('trader_drafts', (table) => {
      /** 16 random bytes in hex, made in the browser. */
      table.text('id').primary();
      table.text('person').notNullable().references('trader_people.id').index();
      table.bigInteger('version').notNullable();
      table.text('key_id').notNullable();
      /** Ciphertexts in base64url. */
      table.text('label').notNullable();
      table.text('content').notNullable();
      table.bigInteger('saved_at').notNullable();
      table.bigInteger('ends_at').notNullable().index();
    });
  },
};
