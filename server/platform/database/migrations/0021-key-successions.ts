import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** By which statements the server's signing key was followed by another. `signed` is JSON, as kiosks get it. */
export const keySuccessions: Migration = {
  name: '0021-key-successions',
  async up(transaction) {
    await transaction.schema.createTable('key_successions', successions);
  },
};

function successions(table: Knex.CreateTableBuilder): void {
  table.bigInteger('number').primary();
  table.text('digest').notNullable().unique();
  table.text('current_key').notNullable();
  table.text('next_key').notNullable().unique();
  table.bigInteger('announced_at').notNullable();
  table.bigInteger('next_from').notNullable();
  table.text('signed').notNullable();
  table.text('proposal_id').notNullable();
}
