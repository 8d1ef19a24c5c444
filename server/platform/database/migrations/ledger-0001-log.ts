import type { Knex } from 'knex';
import type { Engine, Migration } from '../migration.ts';

/** The ledger's own file: entries, tiles, and its two heads. Nothing in it is ever changed but heads and open tiles. */
export const ledgerLog: Migration = {
  name: 'ledger-0001-log',
  async up(transaction, engine) {
    await transaction.schema.createTable('heads', heads);
    await transaction.schema.createTable('entries', entries(engine));
    await transaction.schema.createTable('tiles', tiles(engine));
  },
};

/** One row each for `integrated` and `published`. `checkpoint` is the signed note. */
function heads(table: Knex.CreateTableBuilder): void {
  table.text('kind').primary();
  table.bigInteger('size').notNullable();
  table.binary('root').notNullable();
  table.text('checkpoint').notNullable();
}

/**
 * SQLite keeps a table whose primary key is an `integer` in its order, without a second index; in PostgreSQL an `integer` has
 * 32 bits.
 */
function numberColumn(table: Knex.CreateTableBuilder, name: string, engine: Engine): void {
  (engine === 'sqlite' ? table.integer(name) : table.bigInteger(name)).notNullable();
}

function entries(engine: Engine) {
  return (table: Knex.CreateTableBuilder): void => {
    numberColumn(table, 'entry_index', engine);
    table.binary('event').notNullable().unique();
    table.binary('entry').notNullable();
    table.primary(['entry_index']);
  };
}

/** One row a tile, as wide as it has grown: a narrower one is its beginning. `id` is level · 2^44 + index. */
function tiles(engine: Engine) {
  return (table: Knex.CreateTableBuilder): void => {
    numberColumn(table, 'id', engine);
    table.integer('width').notNullable();
    table.binary('hashes').notNullable();
    table.primary(['id']);
  };
}
