import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Who may look at what, where lanes answer to it, and whose grants no longer hold. */
export const evidence: Migration = {
  name: '0003-evidence',
  async up(transaction) {
    await transaction.schema.alterTable('kiosks', (table) => table.text('evidence_url'));
    await transaction.schema.alterTable('lane_status', (table) =>
      table.bigInteger('forged_grants').notNullable().defaultTo(0),
    );
    await transaction.schema.createTable('grants', grants);
    await transaction.schema.createTable('revoked_officers', revokedOfficers);
  },
};

/** The signed bytes stand beside the columns derived from them. The public key in them opens nothing. */
function grants(table: Knex.CreateTableBuilder): void {
  table.text('digest').primary();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('transaction_id').notNullable();
  table.text('officer').notNullable();
  table.bigInteger('issued_at').notNullable();
  table.binary('payload').notNullable();
  table.binary('signature').notNullable();
  table.index(['transaction_id']);
  table.index(['officer', 'issued_at']);
}

function revokedOfficers(table: Knex.CreateTableBuilder): void {
  table.text('officer').primary();
  table.bigInteger('revoked_at').notNullable().index();
}
