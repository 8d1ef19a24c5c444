import type { Migration } from '../migration.ts';

/** From which networks traders' programs used their keys. */
export const traderKeyUses: Migration = {
  name: '0132-trader-key-uses',
  async up(transaction) {
    await transaction.schema.createTable('trader_key_uses', (table) => {
      /** Key, network and day. */
      table.text('id').primary();
      /** SHA-256, hex. */
      table.text('key').notNullable();
      /** Keyed digest. */
      table.text('network').notNullable();
      table.bigInteger('day').notNullable();
      table.text('trader').notNullable();
      table.bigInteger('at').notNullable().index();
    });
  },
};
