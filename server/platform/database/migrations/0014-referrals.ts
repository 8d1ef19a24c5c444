import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** What officers do about referred travellers, and how their attention is kept. Times are wall ms; nobody but officers is named. */
export const referrals: Migration = {
  name: '0014-referrals',
  async up(transaction) {
    await transaction.schema.createTable('referrals', referralTable);
    await transaction.schema.createTable('safeguarding', safeguarding);
    await transaction.schema.createTable('watches', watches);
    await transaction.schema.createTable('handovers', handovers);
    await transaction.schema.createTable('test_referrals', testReferrals);
    // How many went through of late is asked every few seconds.
    await transaction.schema.alterTable('reports', (table) => table.index(['received_at']));
  },
};

/** `standing` is JSON; the columns beside it are what is searched for. */
function referralTable(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('transaction_id').notNullable();
  table.bigInteger('arisen_at').notNullable();
  table.bigInteger('version').notNullable();
  table.text('state').notNullable();
  table.text('standing').notNullable();
  table.text('decided_by');
  table.bigInteger('decided_at');
  table.unique(['kiosk_id', 'transaction_id']);
  table.index(['state', 'arisen_at']);
  table.index(['decided_at']);
}

function safeguarding(table: Knex.CreateTableBuilder): void {
  table.text('referral_id').notNullable().references('referrals.id');
  table.text('code').notNullable();
  table.text('raised_by').notNullable();
  table.bigInteger('raised_at').notNullable();
  table.text('acknowledged_by');
  table.bigInteger('acknowledged_at');
  table.primary(['referral_id', 'code']);
}

function watches(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('person').notNullable();
  table.text('role').notNullable();
  table.text('site').notNullable();
  table.bigInteger('started_at').notNullable();
  table.bigInteger('ends_at').notNullable();
  table.bigInteger('ended_at');
  table.index(['person', 'started_at']);
  table.index(['started_at']);
}

/** `notes` and `referrals` are JSON. */
function handovers(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('site').notNullable();
  table.text('offered_by').notNullable();
  table.bigInteger('offered_at').notNullable();
  table.text('notes').notNullable();
  table.text('referrals').notNullable();
  table.text('accepted_by');
  table.bigInteger('accepted_at');
  table.bigInteger('withdrawn_at');
  table.index(['offered_at']);
}

/** Which referrals are tests. What an officer is answered never reads this table before the referral is over. */
function testReferrals(table: Knex.CreateTableBuilder): void {
  table.text('referral_id').primary().references('referrals.id');
  table.text('scenario').notNullable();
  /** The report that a lane would have made, as JSON. */
  table.binary('payload').notNullable();
  /** Opens the commitment in the ledger. */
  table.binary('nonce').notNullable();
  table.text('commitment').notNullable();
  table.bigInteger('sealed_at').notNullable();
  table.text('result');
  table.bigInteger('opened_at');
  table.index(['opened_at']);
}
