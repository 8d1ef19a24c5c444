import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** The ledger's own file: entries, tiles, and its two heads. Nothing in it is ever changed but heads and open tiles. */
export const ledgerLog: Migration = {
  name: 'ledger-0001-log',
  async up(transaction) {
    await transaction.schema.createTable('heads', heads);
    await transaction.schema.createTable('entries', entries);
    await transaction.schema.createTable('tiles', tiles);
  },
};

/** One row each for `integrated` and `published`. `checkpoint` is the signed note. */
function heads(table: Knex.CreateTableBuilder): void {
  table.text('kind').primary();
  table.bigInteger('size').notNullable();
  table.binary('root').notNullable();
  table.text('checkpoint').notNullable();
}

/** SQLite keeps a table whose primary key is an `integer` in its order, without a second index. */
function entries(table: Knex.CreateTableBuilder): void {
  table.integer('entry_index').notNullable();
  table.binary('event').notNullable().unique();
  table.binary('entry').notNullable();
  table.primary(['entry_index']);
}

/** One row a tile, as wide as it has grown: a narrower one is its beginning. `id` is level · 2^44 + index. */
function tiles(table: Knex.CreateTableBuilder): void {
  table.integer('id').notNullable();
  table.integer('width').notNullable();
  table.binary('hashes').notNullable();
  table.primary(['id']);
}
