import type { Migration } from '../migration.ts';

/** Viewings of declarations by officers. The ledger's entry of each goes to the trader. */
export const declarationViewings: Migration = {
  name: '0121-declaration-viewings',
  async up(transaction) {
    await transaction.schema.createTable('declaration_viewings', (table) => {
      /** 16 random bytes, hex. */
      table.text('id').primary();
      table.text('trader').notNullable();
      /** Gapless for each trader, from 1. */
      table.integer('number').notNullable();
      table.text('declaration_id').notNullable().index();
      table.text('office').notNullable();
      table.text('officer').notNullable();
      /** Id of the officer's session; it grants no access. */
      table.text('session').notNullable();
      table.text('purpose').notNullable();
      /** JSON. */
      table.text('groups').notNullable();
      table.bigInteger('granted_at').notNullable();
      table.bigInteger('expires_at').notNullable();
      table.unique(['trader', 'number']);
      table.index(['officer', 'granted_at']);
    });
    await transaction.schema.alterTable('declarations', (table) => {
      table.index(['received_at', 'id']);
    });
  },
};
