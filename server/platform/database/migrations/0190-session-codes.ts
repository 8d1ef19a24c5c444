import type { Migration } from '../migration.ts';

/**
 * Each session has a code that only the server can make. Earlier sessions have none and end here: after this, a row without a valid code is
 * a forgery without exception.
 */
export const sessionCodes: Migration = {
  name: '0190-session-codes',
  async up(transaction) {
    for (const sessions of ['sessions', 'trader_sessions', 'sharing_sessions']) {
      await transaction(sessions).delete();
      await transaction.schema.alterTable(sessions, (table) => {
        /** HMAC-SHA-256 of all other columns except `seen_at`, hex. */
        table.text('code').notNullable();
      });
    }
  },
};
