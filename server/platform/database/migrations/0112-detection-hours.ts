import type { Migration } from '../migration.ts';

/** What detection counted about each subject in each hour of the last days. */
export const detectionHours: Migration = {
  name: '0112-detection-hours',
  async up(transaction) {
    await transaction.schema.createTable('detection_hours', (table) => {
      /** Name of the count, such as `decisions`. */
      table.text('counted').notNullable();
      table.text('entity_kind').notNullable();
      table.text('entity_id').notNullable();
      /** Hours since 1970, UTC. */
      table.integer('hour').notNullable().index();
      table.integer('count').notNullable();
      table.primary(['entity_kind', 'entity_id', 'counted', 'hour']);
    });
  },
};
