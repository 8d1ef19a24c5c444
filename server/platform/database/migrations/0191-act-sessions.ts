import type { Migration } from '../migration.ts';

/** The session in which a person acted. */
export const actSessions: Migration = {
  name: '0191-act-sessions',
  async up(transaction) {
    await transaction.schema.alterTable('acts', (table) => {
      /** Null for acts without a session, and for those of earlier versions. */
      table.text('session_id');
    });
  },
};
