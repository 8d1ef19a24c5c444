import type { Migration } from '../migration.ts';

/**
 * Openings have an authentication code. Those from before have none: the log vouches for the entries that it holds. A writer is a server process or a
 * command; its numbers have no gaps.
 */
export const openingCodes: Migration = {
  name: '0190-opening-codes',
  async up(transaction) {
    await transaction.schema.alterTable('ledger_openings', (table) => {
      table.binary('writer');
      table.bigInteger('number');
      table.binary('code');
    });
  },
};
