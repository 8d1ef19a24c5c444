import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Which decisions to let a doubted traveller go a second person looks at, and what that person found. */
export const secondLooks: Migration = {
  name: '0041-second-looks',
  async up(transaction) {
    await transaction.schema.createTable('second_looks', looks);
  },
};

/** `follow_up`: what a supervisor found about a decision that the second person disagrees with. */
function looks(table: Knex.CreateTableBuilder): void {
  table.text('referral_id').primary().references('referrals.id');
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('transaction_id').notNullable();
  table.text('decided_by').notNullable();
  table.text('opinion_by');
  table.bigInteger('decided_at').notNullable();
  table.bigInteger('due_at').notNullable();
  table.text('finding');
  table.text('found_by');
  table.bigInteger('found_at');
  table.bigInteger('overdue_at');
  table.text('follow_up');
  table.text('followed_by');
  table.bigInteger('followed_at');
  table.index(['found_at', 'overdue_at', 'due_at']);
  table.index(['kiosk_id', 'transaction_id']);
}
