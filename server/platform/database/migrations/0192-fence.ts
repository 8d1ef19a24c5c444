import type { Migration } from '../migration.ts';

/** The number of the working server, counted up by each server that begins to work. */
export const fence: Migration = {
  name: '0192-fence',
  async up(transaction) {
    await transaction.schema.alterTable('feed', (table) => {
      table.bigInteger('fence').notNullable().defaultTo(0);
    });
  },
};
