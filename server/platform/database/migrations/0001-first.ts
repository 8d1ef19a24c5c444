import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Times are wall milliseconds; digests lower-case hex. */
export const first: Migration = {
  name: '0001-first',
  async up(transaction) {
    await transaction.schema.createTable('kiosks', kiosks);
    await transaction.schema.createTable('feed', feed);
    await transaction('feed').insert({ id: 1, position: 0 });
    await transaction.schema.createTable('reports', reports);
    await transaction.schema.createTable('alarms', alarms);
    await transaction.schema.createTable('lane_status', laneStatus);
  },
};

function kiosks(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('site').notNullable();
  table.text('lane').notNullable();
  table.binary('public_key').notNullable();
  table.bigInteger('enrolled_at').notNullable();
  table.bigInteger('disabled_at');
  table.unique(['site', 'lane']);
}

/**
 * One row: the last position given to a report. Writers take its lock first and so follow one another; positions therefore
 * become visible in their order and a reader that has seen one has seen all before it.
 */
function feed(table: Knex.CreateTableBuilder): void {
  table.integer('id').primary();
  table.bigInteger('position').notNullable();
}

/** The signed bytes stand beside the columns derived from them. */
function reports(table: Knex.CreateTableBuilder): void {
  table.bigInteger('feed_position').primary();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.bigInteger('sequence').notNullable();
  table.text('digest').notNullable();
  table.text('previous').notNullable();
  table.text('kind').notNullable();
  table.text('transaction_id').notNullable();
  table.text('outcome');
  table.bigInteger('received_at').notNullable();
  table.binary('payload').notNullable();
  table.binary('signature').notNullable();
  table.binary('receipt').notNullable();
  table.unique(['kiosk_id', 'sequence']);
  table.index(['transaction_id']);
}

function alarms(table: Knex.CreateTableBuilder): void {
  table.bigIncrements('id');
  table.text('kind').notNullable();
  table.text('kiosk_id').references('kiosks.id');
  table.bigInteger('from_sequence');
  table.bigInteger('to_sequence');
  table.bigInteger('first_at').notNullable();
  table.bigInteger('last_at').notNullable();
  table.bigInteger('count').notNullable();
  table.bigInteger('filled_at');
  table.index(['kind', 'kiosk_id', 'last_at']);
}

function laneStatus(table: Knex.CreateTableBuilder): void {
  table.text('kiosk_id').primary().references('kiosks.id');
  table.text('boot_id').notNullable();
  table.bigInteger('counter').notNullable();
  table.bigInteger('at').notNullable();
  table.bigInteger('received_at').notNullable();
  table.text('phase').notNullable();
  table.text('devices').notNullable();
  table.bigInteger('undelivered').notNullable();
  table.bigInteger('last_sequence').notNullable();
}
