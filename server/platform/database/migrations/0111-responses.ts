import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Reversible acts at findings of detection, the restrictions that they place, and the policy about them. */
export const responses: Migration = {
  name: '0111-responses',
  async up(transaction) {
    await transaction.schema.createTable('restrictions', restriction);
    await transaction.schema.createTable('detection_responses', response);
    await transaction.schema.createTable('response_policies', (table) => {
      /** That of the proposal. */
      table.text('id').primary();
      /** JSON: kinds of responses that start at once. */
      table.text('at_once').notNullable();
      table.integer('most_active').notNullable();
      table.integer('confirm_minutes').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('approved_at').notNullable();
    });
  },
};

/** `id` is that of the response. */
function restriction(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kind').notNullable();
  /** A person, or a trader. */
  table.text('subject').notNullable();
  table.bigInteger('from_at').notNullable();
  table.bigInteger('until_at').notNullable();
  table.bigInteger('ended_at');
  table.index(['subject', 'until_at']);
}

function response(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('finding_id').notNullable().references('detection_findings.id').index();
  table.text('case_id').notNullable().references('detection_cases.id').index();
  table.text('kind').notNullable();
  table.text('entity_kind').notNullable();
  table.text('entity_id').notNullable();
  table.text('site');
  table.bigInteger('proposed_at').notNullable();
  table.bigInteger('confirm_by').notNullable();
  table.integer('at_once').notNullable();
  /** The first of two people who confirm it. */
  table.text('first_by');
  table.bigInteger('first_at');
  table.text('confirmed_by');
  table.bigInteger('confirmed_at');
  /** When it took effect. */
  table.bigInteger('effect_at');
  table.bigInteger('until_at');
  table.bigInteger('ended_at');
  /** Null: it ended by itself. */
  table.text('ended_by');
  table.text('ended_because');
  /** When its effect was undone. */
  table.bigInteger('reversed_at');
  /** When the alarm was raised that it is stuck. */
  table.bigInteger('alarmed_at');
  table.index(['ended_at', 'reversed_at']);
  table.index(['proposed_at']);
}
