import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Sites and their lanes, by the names that administrators gave them. Places that are in use get their record at the next start. */
export const sites: Migration = {
  name: '0070-sites',
  async up(transaction) {
    await transaction.schema.createTable('sites', site);
    await transaction.schema.createTable('site_lanes', lane);
  },
};

function site(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  record(table);
  /** A name of the IANA database. */
  table.text('time_zone').notNullable();
  table.text('place').notNullable();
}

function lane(table: Knex.CreateTableBuilder): void {
  table.text('site').notNullable().references('sites.id');
  table.text('number').notNullable();
  record(table);
  /** Position on the plan of the site, in centimetres; `null` without one. */
  table.integer('x_cm');
  table.integer('y_cm');
  table.primary(['site', 'number']);
}

/** `named_by`: `null` until a person has named it. `version` grows with each change. */
function record(table: Knex.CreateTableBuilder): void {
  table.text('name').notNullable();
  table.text('named_by');
  table.integer('version').notNullable();
  table.bigInteger('changed_at').notNullable();
}
