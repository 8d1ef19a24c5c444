import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Traders' declarations: readable facts, sealed content, fingerprints of references, and the keys of traders' programs. */
export const declarations: Migration = {
  name: '0120-declarations',
  async up(transaction) {
    await transaction.schema.createTable('trader_keys', (table) => {
      /** SHA-256 of the key, hex. */
      table.text('digest').primary();
      table.text('trader').notNullable().index();
      /** JSON. */
      table.text('scopes').notNullable();
      table.bigInteger('valid_until').notNullable();
      table.text('proposed_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('made_at').notNullable();
      table.bigInteger('ended_at');
    });
    await transaction.schema.createTable('declarations', declaration);
    await transaction.schema.createTable('sealed_declarations', (table) => {
      table.text('id').primary();
      /** JSON: sealed groups, and their keys sealed to offices, in base64url. */
      table.text('content').notNullable();
    });
    await transaction.schema.createTable('declaration_references', (table) => {
      /** Keyed, hex. */
      table.text('digest').primary();
      table.bigInteger('used_at').notNullable();
      table.bigInteger('taken_until').notNullable().index();
    });
  },
};

function declaration(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('trader').notNullable();
  table.bigInteger('received_at').notNullable();
  /** Keyed digests, hex, of the submission's key and of the message. */
  table.text('submission').notNullable();
  table.text('message').notNullable();
  table.text('format').notNullable();
  table.text('data_set');
  table.text('state').notNullable();
  table.text('channel');
  /** JSON. */
  table.text('findings').notNullable();
  table.text('chapters').notNullable();
  table.text('items').notNullable();
  table.text('value').notNullable();
  table.text('mass').notNullable();
  table.bigInteger('keep_until').notNullable();
  /** When its content was erased, or since when there is none. */
  table.bigInteger('erased_at');
  table.unique(['trader', 'submission']);
  table.index(['erased_at', 'keep_until']);
  table.index(['trader', 'received_at']);
}
