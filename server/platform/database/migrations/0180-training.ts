import type { Migration } from '../migration.ts';

/** Exams of people. */
export const training: Migration = {
  name: '0180-training',
  async up(transaction) {
    await transaction.schema.createTable('training_exams', (table) => {
      table.text('id').primary();
      table.text('person_id').notNullable();
      table.text('course').notNullable();
      table.bigInteger('version').notNullable();
      /** JSON: the drawn questions and the order of their options. */
      table.text('questions').notNullable();
      table.bigInteger('begun_at').notNullable();
      table.bigInteger('expires_at').notNullable();
      table.text('outcome');
      table.bigInteger('concluded_at');
      table.bigInteger('valid_until');
      table.index(['person_id', 'course', 'begun_at']);
      table.index(['concluded_at']);
    });
    await transaction.raw(
      'create unique index training_exams_open on training_exams (person_id) where outcome is null',
    );
  },
};
