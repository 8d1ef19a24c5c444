import type { Migration } from '../migration.ts';

/** Sealed pseudonyms of documents until they are delivered: no lane, no time, no transaction. */
export const partnerPseudonyms: Migration = {
  name: '0114-partner-pseudonyms',
  async up(transaction) {
    await transaction.schema.createTable('sharing_pseudonyms', (table) => {
      /** SHA-256 of the agreement's version. */
      table.text('agreement').notNullable();
      /** `2026-03`, UTC. */
      table.text('month').notNullable();
      /** HPKE to the partner: 64 bytes. */
      table.binary('sealed').notNullable();
      table.primary(['agreement', 'month', 'sealed']);
    });
  },
};
