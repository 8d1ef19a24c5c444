import type { Migration } from '../migration.ts';

/** A lane that was opened once for a cause is looked into by another person, as one that was opened in an emergency is. */
export const openingsForCause: Migration = {
  name: '0040-openings-for-cause',
  async up(transaction) {
    await transaction.schema.alterTable('emergency_openings', (table) => {
      table.text('kind').notNullable().defaultTo('open-in-emergency');
      table.index(['kind', 'opened_at']);
    });
  },
};
