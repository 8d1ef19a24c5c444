import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Channels and routes by which alarms leave the server, silences, and the messages: the outbox, which is also the log of deliveries. */
export const alerts: Migration = {
  name: '0102-alerts',
  async up(transaction) {
    await transaction.schema.createTable('alert_channels', channel);
    await transaction.schema.createTable('alert_routes', route);
    await transaction.schema.createTable('alert_silences', silence);
    await transaction.schema.createTable('alert_messages', message);
    await transaction.schema.createTable('alert_raised', (table) => {
      table.bigInteger('alarm').notNullable();
      table.integer('route').notNullable();
      table.bigInteger('raised_at').notNullable().index();
      table.primary(['alarm', 'route']);
    });
    await transaction.schema.createTable('alert_marks', (table) => {
      table.text('name').primary();
      table.bigInteger('position').notNullable();
    });
  },
};

/** A change makes a new row, so that the old target stays known to the messages that were made for it. */
function channel(table: Knex.CreateTableBuilder): void {
  table.integer('number').primary();
  table.text('name').notNullable();
  table.text('kind').notNullable();
  /** JSON. */
  table.text('target').notNullable();
  table.text('language').notNullable();
  /** Sealed; `null` without any. */
  table.binary('secrets');
  table.bigInteger('previous_until');
  decision(table);
}

function route(table: Knex.CreateTableBuilder): void {
  table.integer('number').primary();
  table.text('name').notNullable();
  table.integer('channel').notNullable().references('alert_channels.number');
  /** JSON. */
  table.text('takes').notNullable();
  table.text('sites').notNullable();
  table.integer('sends_over').notNullable();
  decision(table);
}

function decision(table: Knex.CreateTableBuilder): void {
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('made_at').notNullable();
  table.bigInteger('removed_at');
}

function silence(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kinds').notNullable();
  table.text('sites').notNullable();
  table.text('reason').notNullable();
  table.text('made_by').notNullable();
  table.bigInteger('since').notNullable();
  table.bigInteger('until').notNullable().index();
  table.text('ended_by');
  table.bigInteger('ended_at');
  /** When its held messages were dealt with. */
  table.bigInteger('released_at').index();
}

function message(table: Knex.CreateTableBuilder): void {
  table.increments('position');
  table.text('id').notNullable().unique();
  table.text('kind').notNullable();
  table.integer('channel').notNullable().references('alert_channels.number');
  table.integer('route');
  table.text('alarm_kind');
  /** JSON: ids of the alarms. */
  table.text('alarms').notNullable();
  /** The silence that holds it. */
  table.text('silence').index();
  /** The exact content, so that each attempt sends the same. */
  table.text('content').notNullable();
  table.text('state').notNullable();
  table.bigInteger('made_at').notNullable().index();
  table.bigInteger('ended_at');
  table.integer('attempts').notNullable();
  table.bigInteger('next_at').notNullable();
  table.bigInteger('last_at');
  table.text('last_result');
  table.integer('last_status');
  table.index(['state', 'next_at']);
  // How well each channel delivers is read every 15 seconds
  table.index(['channel', 'state', 'ended_at']);
  table.index(['channel', 'last_at']);
}
