import type { Migration } from '../migration.ts';

/** Declarations whose goods have passed a lane with the person who brought them. No time and no lane. */
export const declarationPassages: Migration = {
  name: '0144-declaration-passages',
  async up(transaction) {
    await transaction.schema.createTable('declaration_passages', (table) => {
      /** Number of the declaration. */
      table.text('declaration').primary();
      /** Random id of the lane's question, so that the same question gets the same answer. */
      table.text('question').notNullable();
      table.bigInteger('keep_until').notNullable().index();
    });
  },
};
