import type { Migration } from '../migration.ts';

/** Which duties need which courses, and refreshers of courses. Two people decide each. */
export const trainingPolicy: Migration = {
  name: '0181-training-policy',
  async up(transaction) {
    await transaction.schema.createTable('training_policies', (table) => {
      /** That of the proposal. */
      table.text('id').primary();
      /** JSON: the courses of each role. */
      table.text('requirements').notNullable();
      table.text('from_day').notNullable();
      table.bigInteger('grace_days').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('approved_at').notNullable();
      table.index(['approved_at']);
    });
    await transaction.schema.createTable('training_refreshers', (table) => {
      /** That of the proposal. */
      table.text('id').primary();
      table.text('course').notNullable();
      /** JSON: the ids of people; null for a role. */
      table.text('people');
      table.text('role');
      table.text('by_day').notNullable();
      table.text('cause').notNullable();
      table.text('reference').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('approved_at').notNullable();
      table.index(['by_day']);
    });
  },
};
