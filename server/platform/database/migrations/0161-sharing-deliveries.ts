import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Deliveries to partner agencies: their sealed content, the account of privacy budgets, the commitments to seeds, the partners' calls. */
export const sharingDeliveries: Migration = {
  name: '0161-sharing-deliveries',
  async up(transaction) {
    await transaction.schema.createTable('sharing_deliveries', delivery);
    await transaction.schema.createTable('sharing_sealed', sealed);
    await transaction.schema.createTable('sharing_budget', spending);
    await transaction.schema.createTable('sharing_commitments', commitment);
    await transaction.schema.createTable('sharing_calls', call);
  },
};

/** The key makes each delivery happen once. */
function delivery(table: Knex.CreateTableBuilder): void {
  /** Agreement, kind, dataset and period, with colons. */
  table.text('id').primary();
  table.text('agreement').notNullable();
  table.text('kind').notNullable();
  table.text('dataset').notNullable();
  table.text('period').notNullable();
  table.bigInteger('version').notNullable();
  /** SHA-256 of the agreement's version. */
  table.text('agreement_digest').notNullable();
  table.text('party').notNullable().index();
  /** SHA-256 of the sealed file; empty: refused. */
  table.text('digest').unique();
  /** The delivery that is to be deleted. */
  table.text('about');
  table.bigInteger('bytes').notNullable();
  /** Why nothing was delivered. */
  table.text('refusal');
  table.bigInteger('made_at').notNullable();
  table.bigInteger('answer_until');
  table.bigInteger('keep_until');
  /** Canonical JSON with its signature, base64url. */
  table.text('answer');
  table.text('signature');
  table.bigInteger('answered_at');
  table.bigInteger('overdue_at');
  table.index(['agreement', 'made_at']);
  table.index(['answered_at', 'answer_until']);
}

function sealed(table: Knex.CreateTableBuilder): void {
  /** SHA-256 of `file`. */
  table.text('digest').primary();
  table.binary('file').notNullable();
}

function spending(table: Knex.CreateTableBuilder): void {
  table.text('agreement').notNullable();
  table.text('dataset').notNullable();
  table.text('period').notNullable();
  table.text('budget_period').notNullable();
  table.bigInteger('epsilon_thousandths').notNullable();
  table.bigInteger('at').notNullable();
  table.primary(['agreement', 'dataset', 'period']);
  table.index(['agreement', 'budget_period']);
}

function commitment(table: Knex.CreateTableBuilder): void {
  table.text('agreement').notNullable();
  table.text('budget_period').notNullable();
  /** SHA-256 of the seed and its place. */
  table.text('commitment').notNullable();
  table.bigInteger('committed_at').notNullable();
  table.primary(['agreement', 'budget_period']);
}

function call(table: Knex.CreateTableBuilder): void {
  table.text('id').primary();
  table.text('party').notNullable();
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
