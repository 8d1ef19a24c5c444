import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Audits of partners and their findings. */
export const sharingAudits: Migration = {
  name: '0163-sharing-audits',
  async up(transaction) {
    await transaction.schema.createTable('sharing_audits', audit);
    await transaction.schema.createTable('sharing_findings', finding);
  },
};

function audit(table: Knex.CreateTableBuilder): void {
  /** That of the proposal which scheduled it. */
  table.text('id').primary();
  table.text('agreement').notNullable();
  /** Last day, UTC. */
  table.text('due_day').notNullable();
  table.text('scheduled_by').notNullable();
  table.text('approved_by').notNullable();
  table.bigInteger('scheduled_at').notNullable();
  /** JSON: the answer to each question. */
  table.text('answers');
  /** Canonical JSON: the report of the log when the audit was concluded. */
  table.text('report');
  table.text('concluded_by');
  table.text('conclusion_approved_by');
  table.bigInteger('concluded_at');
  table.index(['agreement', 'scheduled_at']);
}

function finding(table: Knex.CreateTableBuilder): void {
  /** The audit and a number, with a colon. */
  table.text('id').primary();
  table.text('audit').notNullable().index();
  table.text('agreement').notNullable();
  table.text('clause').notNullable();
  table.text('text').notNullable();
  table.text('due_day').notNullable();
  table.text('outcome');
  /** What shows that it was mended, or why it is accepted. */
  table.text('evidence');
  table.text('closed_by');
  table.text('closure_approved_by');
  table.bigInteger('closed_at');
  table.index(['outcome', 'due_day']);
}
