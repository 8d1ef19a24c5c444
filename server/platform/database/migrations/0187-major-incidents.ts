import type { Migration } from '../migration.ts';

/** When a breach was first assessed as a major incident. The time of the duty that begins with it does not begin again. */
export const majorIncidents: Migration = {
  name: '0187-major-incidents',
  async up(transaction) {
    await transaction.schema.alterTable('breach_cases', (table) => {
      table.bigInteger('major_at');
    });
  },
};
