import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Breaches of personal data: cases, facts, notices, decisions not to notify, and which alarms about deadlines were raised. */
export const breaches: Migration = {
  name: '0170-breaches',
  async up(transaction) {
    await transaction.schema.createTable('breach_cases', breachCase);
    await transaction.schema.createTable('breach_facts', (table) => {
      table.text('id').primary();
      table.text('case_id').notNullable().references('breach_cases.id').index();
      table.bigInteger('entry_index').notNullable();
      table.text('entry_type').notNullable();
      table.text('meaning').notNullable();
      table.text('added_by').notNullable();
      table.bigInteger('added_at').notNullable();
    });
    await transaction.schema.createTable('breach_notices', notice);
    await transaction.schema.createTable('breach_decisions', (table) => {
      /** That of the proposal. */
      table.text('id').primary();
      table.text('case_id').notNullable().references('breach_cases.id').index();
      table.text('about').notNullable();
      table.text('law');
      table.text('addressee');
      table.text('ground');
      table.text('reasons').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('approved_at').notNullable();
    });
    await transaction.schema.createTable('breach_alarms', (table) => {
      /** Case, law, addressee and which alarm. */
      table.text('id').primary();
      table.text('case_id').notNullable().references('breach_cases.id').index();
      table.bigInteger('raised_at').notNullable();
    });
  },
};

function breachCase(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('origin').notNullable();
  /** Id of the alarm or finding. */
  table.text('origin_id');
  /** JSON: ids of laws. */
  table.text('laws').notNullable();
  table.bigInteger('aware_at').notNullable();
  table.bigInteger('opened_at').notNullable();
  table.text('opened_by').notNullable();
  /** JSON. */
  table.text('assessment');
  table.text('assessed_by');
  table.bigInteger('assessed_at');
  table.text('state').notNullable();
  table.text('outcome');
  table.text('closed_by');
  table.bigInteger('closed_at');
  table.index(['state', 'opened_at']);
  table.index(['closed_at']);
}

function notice(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('case_id').notNullable().references('breach_cases.id').index();
  table.text('law').notNullable();
  table.text('addressee').notNullable();
  table.integer('version').notNullable();
  /** JSON: the parts with their texts. */
  table.text('items').notNullable();
  /** SHA-256 of the canonical form of the parts. */
  table.text('digest').notNullable();
  table.text('made_by').notNullable();
  table.bigInteger('made_at').notNullable();
  table.text('signed_by');
  table.bigInteger('signed_at');
  table.text('recorded_by');
  table.bigInteger('sent_at');
  table.text('channel');
  table.text('reference');
  table.unique(['case_id', 'law', 'addressee', 'version']);
}
