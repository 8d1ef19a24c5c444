import type { Migration } from '../migration.ts';

/** Keys of programs that a person of a trader made in the portal. Only the key's SHA-256 is stored. */
export const traderOwnKeys: Migration = {
  name: '0141-trader-own-keys',
  async up(transaction) {
    await transaction.schema.createTable('trader_own_keys', (table) => {
      table.text('digest').primary();
      table.text('person').notNullable().references('trader_people.id').index();
      table.text('name').notNullable();
      /** JSON. */
      table.text('scopes').notNullable();
      table.bigInteger('made_at').notNullable();
      table.bigInteger('valid_until').notNullable();
      table.bigInteger('used_at');
      table.bigInteger('ended_at');
    });
  },
};
