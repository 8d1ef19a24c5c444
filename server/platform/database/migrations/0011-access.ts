import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Who may do what at which lanes, what two people decide together, and what was done. Lists and payloads are JSON. */
export const access: Migration = {
  name: '0011-access',
  async up(transaction) {
    await transaction.schema.createTable('duties', duties);
    await transaction.schema.createTable('proposals', proposals);
    await transaction.schema.createTable('degradations', degradations);
    await transaction.schema.createTable('acts', acts);
  },
};

/** None is ever deleted: what somebody could do once must still be told. One that was ended is valid until then. */
function duties(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('person_id').notNullable().index();
  table.text('role').notNullable();
  table.text('sites').notNullable();
  table.text('lanes').notNullable();
  table.text('shifts').notNullable();
  table.bigInteger('valid_from').notNullable();
  table.bigInteger('valid_until').notNullable();
  table.bigInteger('training_valid_until').notNullable();
  /** The proposal that gave it; `null` for the first administrators. */
  table.text('given_by');
  table.bigInteger('given_at').notNullable();
}

function proposals(table: Knex.CreateTableBuilder): void {
  table.bigIncrements('position');
  table.text('id').notNullable().unique();
  table.text('kind').notNullable();
  table.text('payload').notNullable();
  table.text('digest').notNullable();
  table.text('state').notNullable();
  table.text('proposed_by').notNullable();
  table.text('proposed_as').notNullable();
  table.bigInteger('proposed_at').notNullable();
  table.bigInteger('expires_at').notNullable();
  table.text('settled_by');
  table.bigInteger('settled_at');
  table.index(['state', 'expires_at']);
}

/** With how much less lanes work, from when until when; by the proposal's id. */
function degradations(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('site').notNullable();
  table.text('kiosk_ids').notNullable();
  table.text('measure').notNullable();
  table.text('cause').notNullable();
  table.bigInteger('valid_from').notNullable();
  table.bigInteger('valid_until').notNullable().index();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('ended_at');
  table.text('ended_by');
}

function acts(table: Knex.CreateTableBuilder): void {
  table.bigIncrements('position');
  table.text('id').notNullable().unique();
  table.bigInteger('at').notNullable().index();
  table.text('person_id').notNullable();
  table.text('role');
  table.text('act').notNullable();
  table.text('site');
  table.text('kiosk_id');
  table.text('transaction_id').index();
  table.text('subject').index();
  table.text('result').notNullable();
  table.text('details').notNullable();
  table.index(['person_id', 'at']);
  table.index(['act', 'at']);
}
