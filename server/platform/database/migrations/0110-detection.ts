import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Findings of detection with their judgements, cases, exceptions, and up to where events were read. */
export const detection: Migration = {
  name: '0110-detection',
  async up(transaction) {
    await transaction.schema.createTable('detection_state', (table) => {
      table.text('name').primary();
      table.bigInteger('saved_at').notNullable();
      /** JSON. */
      table.text('content').notNullable();
    });
    await transaction.schema.createTable('detection_cases', detectionCase);
    await transaction.schema.createTable('detection_findings', finding);
    await transaction.schema.createTable('detection_notes', (table) => {
      table.text('id').primary();
      table.text('case_id').notNullable().references('detection_cases.id').index();
      table.text('code').notNullable();
      table.text('made_by').notNullable();
      table.bigInteger('made_at').notNullable();
    });
    await transaction.schema.createTable('detection_exceptions', exception);
  },
};

/** Findings about one subject within a time. */
function detectionCase(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('entity_kind').notNullable();
  table.text('entity_id').notNullable();
  table.text('site');
  table.bigInteger('opened_at').notNullable();
  table.bigInteger('latest_at').notNullable();
  table.text('state').notNullable();
  table.text('escalated_to');
  table.text('escalated_by');
  table.bigInteger('escalated_at');
  table.text('outcome');
  table.text('closed_by');
  table.bigInteger('closed_at');
  table.index(['entity_kind', 'entity_id', 'state']);
  table.index(['closed_at']);
}

function finding(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('rule').notNullable();
  table.integer('version').notNullable();
  table.text('basis').notNullable();
  table.text('entity_kind').notNullable();
  table.text('entity_id').notNullable();
  table.text('site');
  table.bigInteger('found_at').notNullable();
  table.bigInteger('stored_at').notNullable();
  /** When the alarm was raised that no one has judged it. */
  table.bigInteger('overdue_at');
  table.bigInteger('from_at').notNullable();
  table.bigInteger('until_at').notNullable();
  /** JSON: score, observed, expected, events, what would have prevented it, next step. */
  table.text('content').notNullable();
  table.text('case_id').notNullable().references('detection_cases.id').index();
  table.text('disposition');
  table.text('reason');
  table.text('judged_by');
  table.bigInteger('judged_at');
  table.index(['judged_at', 'overdue_at', 'stored_at']);
  table.index(['found_at']);
  table.index(['rule', 'entity_kind', 'entity_id', 'found_at']);
}

/** `id` is that of the proposal. */
function exception(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('rule').notNullable();
  table.text('entity_kind').notNullable();
  table.text('entity_id').notNullable();
  table.text('reason').notNullable();
  table.bigInteger('until_at').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('approved_at').notNullable();
  table.bigInteger('ended_at');
}
