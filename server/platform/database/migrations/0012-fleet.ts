import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Who lets kiosks in, which certificates they and the server hold, and what is revoked. */
export const fleet: Migration = {
  name: '0012-fleet',
  async up(transaction) {
    await transaction.schema.createTable('kiosk_codes', enrolmentCodes);
    await transaction.schema.createTable('certificates', certificates);
    // A kiosk that was disabled leaves its place to the next
    await transaction.schema.alterTable('kiosks', (table) => table.dropUnique(['site', 'lane']));
    await transaction.schema.alterTable('kiosks', (table) =>
      table.unique(['site', 'lane'], {
        indexName: 'kiosks_in_service_site_lane_unique',
        useConstraint: false,
        predicate: transaction.whereNull('disabled_at'),
      }),
    );
  },
};

/** Of a code only its digest is kept: whoever reads the database cannot enrol. */
function enrolmentCodes(table: Knex.CreateTableBuilder): void {
  table.text('digest').primary();
  table.text('kiosk_id').notNullable().index();
  table.text('site').notNullable();
  table.text('lane').notNullable();
  table.text('evidence_url');
  table.bigInteger('made_at').notNullable();
  table.text('made_by').notNullable();
  table.bigInteger('expires_at').notNullable();
  table.bigInteger('used_at');
  /** The signing key of the kiosk that used it. */
  table.binary('used_by');
  table.bigInteger('withdrawn_at');
}

/** Each certificate that the authority signed, before it left. `kiosk_id` is null for the server's own. */
function certificates(table: Knex.CreateTableBuilder): void {
  table.text('serial').primary();
  table.text('kiosk_id').references('kiosks.id');
  table.text('use').notNullable();
  table.bigInteger('issued_at').notNullable();
  table.bigInteger('not_after').notNullable().index();
  table.bigInteger('revoked_at').index();
  table.text('reason');
  table.index(['kiosk_id', 'not_after']);
}
