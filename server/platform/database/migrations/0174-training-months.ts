import type { Migration } from '../migration.ts';

/** Numbers of passed exams of each month that has ended, without people. */
export const trainingMonths: Migration = {
  name: '0174-training-months',
  async up(transaction) {
    await transaction.schema.createTable('training_months', (table) => {
      /** `2030-01`, UTC. A month without a passed exam has no row. */
      table.text('month').primary();
      table.integer('passed').notNullable();
      table.bigInteger('counted_at').notNullable();
    });
  },
};
