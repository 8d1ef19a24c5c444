import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Agreements with partner agencies: the parties with their keys, and each version with its signatures. */
export const sharing: Migration = {
  name: '0160-sharing',
  async up(transaction) {
    await transaction.schema.createTable('sharing_parties', party);
    await transaction.schema.createTable('sharing_agreements', agreement);
  },
};

function party(table: Knex.CreateTableBuilder): void {
  /** SHA-256 of `content`. */
  table.text('digest').primary();
  table.text('party').notNullable().index();
  table.text('role').notNullable();
  /** Canonical JSON. */
  table.text('content').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('entered_at').notNullable();
  table.bigInteger('ended_at');
}

function agreement(table: Knex.CreateTableBuilder): void {
  table.text('id').notNullable();
  table.bigInteger('version').notNullable();
  /** SHA-256 of `content`. */
  table.text('digest').notNullable().unique();
  table.text('recipient').notNullable().index();
  /** Canonical JSON. */
  table.text('content').notNullable();
  /** JSON. */
  table.text('signatures').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('entered_at').notNullable();
  table.bigInteger('signed_at');
  table.bigInteger('paused_at');
  table.bigInteger('ended_at');
  table.text('stop_reason');
  table.primary(['id', 'version']);
}
