import type { Migration } from '../migration.ts';

/** Mandates between traders, and by which mandate another trader filed a declaration. */
export const traderMandates: Migration = {
  name: '0142-trader-mandates',
  async up(transaction) {
    await transaction.schema.createTable('trader_mandates', (table) => {
      /** 16 random bytes in hex. */
      table.text('id').primary();
      table.text('principal').notNullable().index();
      table.text('representative').notNullable().index();
      table.text('kind').notNullable();
      /** JSON. */
      table.text('data_sets').notNullable();
      /** Keyed digest, hex, of the identifier under which declarations name the principal. */
      table.text('party').notNullable();
      table.bigInteger('given_at').notNullable();
      table.bigInteger('answer_until').notNullable();
      table.bigInteger('valid_until').notNullable();
      table.bigInteger('keep_until').notNullable().index();
      table.text('given_by').notNullable().references('trader_people.id');
      table.text('accepted_by').references('trader_people.id');
      table.bigInteger('accepted_at');
      table.text('ended_by').references('trader_people.id');
      table.bigInteger('ended_at');
    });
    await transaction.schema.alterTable('declarations', (table) => {
      /** The representative who filed it; `trader` is then the principal. */
      table.text('filed_by');
      table.text('mandate');
      table.index(['filed_by', 'received_at']);
      table.index(['filed_by', 'submission']);
    });
  },
};
