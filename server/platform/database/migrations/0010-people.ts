import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** The people who work with the server, what they prove themselves with, and their sessions. */
export const people: Migration = {
  name: '0010-people',
  async up(transaction) {
    await transaction.schema.createTable('people', person);
    await transaction.schema.createTable('passkeys', passkey);
    await transaction.schema.createTable('passwords', password);
    await transaction.schema.createTable('code_generators', codeGenerator);
    await transaction.schema.createTable('sessions', session);
    await transaction.schema.createTable('enrolment_codes', enrolmentCode);
    await transaction.schema.createTable('recoveries', recovery);
    await transaction.schema.createTable('used_ceremonies', usedCeremony);
    await transaction.schema.createTable('sign_in_paces', signInPace);
    await transaction.schema.createTable('signals', signal);
  },
};

function person(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kind').notNullable();
  table.text('display_name').notNullable();
  /** What an authenticator knows the person by: random, so that a lost key names nobody. */
  table.text('user_handle').notNullable().unique();
  table.bigInteger('created_at').notNullable();
  table.text('created_by');
  table.bigInteger('disabled_at');
}

function passkey(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('person_id').notNullable().references('people.id').index();
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

function password(table: Knex.CreateTableBuilder): void {
  table.text('person_id').primary().references('people.id');
  table.text('hash').notNullable();
  table.bigInteger('set_at').notNullable();
}

/** TOTP: the secret sealed, and the last time step that was used. */
function codeGenerator(table: Knex.CreateTableBuilder): void {
  table.text('person_id').primary().references('people.id');
  table.binary('sealed_secret').notNullable();
  table.bigInteger('added_at').notNullable();
  table.bigInteger('last_step').notNullable();
}

/** Only the token's SHA-256 is kept: whoever reads the database holds no session. */
function session(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('token_digest').notNullable().unique();
  table.text('person_id').notNullable().references('people.id').index();
  table.text('method').notNullable();
  table.text('device').notNullable();
  table.bigInteger('signed_in_at').notNullable();
  table.bigInteger('seen_at').notNullable();
  table.bigInteger('ends_at').notNullable().index();
  table.bigInteger('stepped_up_at');
}

function enrolmentCode(table: Knex.CreateTableBuilder): void {
  table.text('digest').primary();
  table.text('purpose').notNullable();
  /** Null for a first administrator, who is not known before. */
  table.text('person_id').references('people.id').index();
  table.text('issued_by');
  table.bigInteger('issued_at').notNullable();
  table.bigInteger('expires_at').notNullable().index();
}

function recovery(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('person_id').notNullable().references('people.id').index();
  table.text('asked_by').notNullable();
  table.bigInteger('asked_at').notNullable();
  table.bigInteger('expires_at').notNullable().index();
}

/** A challenge answered once is answered for ever. */
function usedCeremony(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.bigInteger('expires_at').notNullable().index();
}

/** By account, address or device, as a keyed digest: what a stranger typed is not kept. */
function signInPace(table: Knex.CreateTableBuilder): void {
  table.text('subject').primary();
  table.bigInteger('failures').notNullable();
  table.bigInteger('failed_at').notNullable().index();
  table.bigInteger('refused_until').notNullable();
}

/** Counted by hour; `about` is an id of ours or empty. */
function signal(table: Knex.CreateTableBuilder): void {
  table.text('kind').notNullable();
  table.text('about').notNullable();
  table.bigInteger('hour').notNullable().index();
  table.bigInteger('count').notNullable();
  table.bigInteger('first_at').notNullable();
  table.bigInteger('last_at').notNullable();
  table.primary(['kind', 'about', 'hour']);
}
