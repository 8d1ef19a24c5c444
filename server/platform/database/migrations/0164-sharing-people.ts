import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** The people of partner agencies who use the portal, what they prove themselves with, their sessions, and their calls. */
export const sharingPeople: Migration = {
  name: '0164-sharing-people',
  async up(transaction) {
    await transaction.schema.createTable('sharing_people', person);
    await transaction.schema.createTable('sharing_passkeys', passkey);
    await transaction.schema.createTable('sharing_sessions', session);
    await transaction.schema.createTable('sharing_portal_calls', call);
  },
};

function person(table: Knex.CreateTableBuilder): void {
  /** SHA-256 of the invitation code, hex. The code itself makes one passkey, once. */
  table.text('id').primary();
  table.text('party').notNullable().index();
  table.text('name').notNullable();
  /** JSON: a list of words. */
  table.text('roles').notNullable();
  table.text('user_handle').notNullable().unique();
  table.bigInteger('code_until').notNullable();
  table.text('proposed_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('made_at').notNullable();
  table.bigInteger('enrolled_at');
  table.bigInteger('ended_at');
}

function passkey(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('person').notNullable().references('sharing_people.id').index();
  table.binary('public_key').notNullable();
  table.bigInteger('counter').notNullable();
  table.text('transports').notNullable();
  table.integer('synced').notNullable();
  table.text('name').notNullable();
  table.bigInteger('added_at').notNullable();
  table.bigInteger('used_at');
  /** Set when the counter went back: a copy may exist, and it opens nothing any more. */
  table.bigInteger('regressed_at');
}

/** Only the token's SHA-256 is stored. */
function session(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('token_digest').notNullable().unique();
  table.text('person').notNullable().references('sharing_people.id').index();
  table.text('device').notNullable();
  table.bigInteger('signed_in_at').notNullable();
  table.bigInteger('seen_at').notNullable();
  table.bigInteger('ends_at').notNullable().index();
}

/** As those of programs, with the person. */
function call(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('party').notNullable();
  table.text('person').notNullable();
  table.bigInteger('at').notNullable();
  table.text('call').notNullable();
  /** The agreement and the delivery concerned. */
  table.text('agreement');
  table.text('delivery');
  /** `done`, or the code of the refusal. */
  table.text('result').notNullable();
  table.bigInteger('bytes').notNullable();
  table.index(['party', 'at']);
  table.index(['at']);
}
