import type { Migration } from '../migration.ts';

/** From which networks people of traders signed in to the portal and added passkeys. */
export const traderPortalUses: Migration = {
  name: '0152-trader-portal-uses',
  async up(transaction) {
    await transaction.schema.createTable('trader_portal_uses', (table) => {
      /** Of a sign-in: person, network and day. Of a passkey: person, network and time. */
      table.text('id').primary();
      /** `signed-in` or `passkey-added`. */
      table.text('what').notNullable();
      /** SHA-256, hex. */
      table.text('person').notNullable();
      table.text('trader').notNullable();
      /** Keyed digest. */
      table.text('network').notNullable();
      table.bigInteger('at').notNullable().index();
    });
  },
};
