import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/**
 * What the ledger's entries say. An entry in the log is a salted hash; what it is the hash of stands here, in another file,
 * so that it can be erased without touching the log. Written in the transaction of what it tells of, and integrated after.
 */
export const ledgerOpenings: Migration = {
  name: '0002-ledger-openings',
  async up(transaction) {
    await transaction.schema.createTable('ledger_openings', openings);
    // Few rows wait at a time; looking for them must not read all that ever did.
    await transaction.raw('create index ledger_openings_waiting on ledger_openings (id) where entry_index is null');
  },
};

function openings(table: Knex.CreateTableBuilder): void {
  table.bigIncrements('id');
  /** Random: that an event is integrated once is known by it. */
  table.binary('event').notNullable().unique();
  /** What the entry tells of, to find it by: `report/7`. */
  table.text('subject').notNullable();
  table.text('type').notNullable();
  /** The entry's bytes in the log. */
  table.binary('entry').notNullable();
  /** Both `null` once erased. */
  table.binary('salt');
  table.binary('payload');
  table.bigInteger('entry_index').unique();
  table.index(['subject']);
}
