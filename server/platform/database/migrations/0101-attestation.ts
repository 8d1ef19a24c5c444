import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Starts and releases of lanes that two people approved, lanes' attestation keys, the latest quote of each lane, and the release that it states. */
export const attestation: Migration = {
  name: '0101-attestation',
  async up(transaction) {
    await transaction.schema.createTable('approved_software', approved);
    await transaction.schema.createTable('attestation_keys', key);
    await transaction.schema.createTable('lane_quotes', quote);
    await transaction.schema.alterTable('lane_status', (table) => table.text('release'));
  },
};

/** `content`: canonical JSON, by kind the values of registers or the digest of a release. It names no person, so it can be published. */
function approved(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kind').notNullable();
  table.text('name').notNullable();
  table.text('content').notNullable();
  table.bigInteger('approved_at').notNullable();
  table.bigInteger('withdrawn_at');
}

/** `public_area`: TPMT_PUBLIC in hex. `endorsement`: SHA-256 of the certificate of the TPM's endorsement key. */
function key(table: Knex.CreateTableBuilder): void {
  table.text('kiosk_id').primary().references('kiosks.id');
  table.text('public_area').notNullable();
  table.text('endorsement').notNullable();
  table.text('manufacturer').notNullable();
  table.bigInteger('bound_at').notNullable();
}

/**
 * `challenged_at`: time of the challenge, by which an earlier quote is a replay. `certificate`: serial of the lane's TLS certificate.
 * `resets`, `restarts`: the TPM's counters with the constant of the key.
 */
function quote(table: Knex.CreateTableBuilder): void {
  table.text('kiosk_id').primary().references('kiosks.id');
  table.bigInteger('challenged_at').notNullable();
  table.bigInteger('quoted_at').notNullable();
  table.text('certificate').notNullable();
  table.text('registers').notNullable();
  table.text('release');
  table.bigInteger('resets').notNullable();
  table.bigInteger('restarts').notNullable();
}
