import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Known faults of components, the last check, exceptions that two people decided, and the age of lanes' master lists. */
export const advisories: Migration = {
  name: '0104-advisories',
  async up(transaction) {
    await transaction.schema.createTable('component_findings', finding);
    await transaction.schema.createTable('component_checks', (table) => {
      table.text('name').primary();
      table.bigInteger('at').notNullable();
      /** JSON. */
      table.text('content').notNullable();
    });
    await transaction.schema.createTable('component_exceptions', exception);
    await transaction.schema.alterTable('lane_status', (table) => table.text('master_lists'));
  },
};

function finding(table: Knex.CreateTableBuilder): void {
  table.increments('number');
  table.text('advisory').notNullable();
  /** JSON, as `lanes`. */
  table.text('aliases').notNullable();
  table.text('component').notNullable();
  table.text('version').notNullable();
  table.text('severity').notNullable();
  table.integer('score_tenths');
  table.text('summary').notNullable();
  table.text('fixed_version');
  table.bigInteger('published_at').notNullable();
  table.bigInteger('due_at').notNullable();
  table.integer('on_server').notNullable();
  table.text('lanes').notNullable();
  table.bigInteger('found_at').notNullable();
  table.bigInteger('fixed_at').index();
  table.unique(['component', 'version', 'advisory']);
}

/** `id` is that of the proposal. `component` is empty for every component that the advisory affects. `until`: the last day, in UTC. */
function exception(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('advisory').notNullable();
  table.text('component');
  table.text('reason').notNullable();
  table.text('until').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('approved_at').notNullable();
  table.bigInteger('ended_at');
}
