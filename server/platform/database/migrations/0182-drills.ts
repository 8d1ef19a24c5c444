import type { Migration } from '../migration.ts';

/** Drills, the people asked in them, and their sealed answers. */
export const drills: Migration = {
  name: '0182-drills',
  async up(transaction) {
    await transaction.schema.createTable('training_drills', (table) => {
      /** That of the proposal. */
      table.text('id').primary();
      table.text('scenario').notNullable();
      table.text('from_day').notNullable();
      table.text('until_day').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('approved_at').notNullable();
      /** Null while it runs. */
      table.bigInteger('ended_at');
      /** JSON: the counts that may be shown; null while it runs. */
      table.text('counts');
      table.index(['until_day']);
    });
    await transaction.schema.createTable('training_drill_parts', (table) => {
      /** Shown as the id of a proposal. */
      table.text('id').primary();
      table.text('drill').notNullable();
      table.text('person_id').notNullable();
      /** JSON: what the invented proposal says. */
      table.text('payload').notNullable();
      table.bigInteger('shown_from').notNullable();
      /** Sealed; null without an answer. */
      table.binary('answer');
      table.index(['person_id']);
      table.index(['drill']);
    });
  },
};
