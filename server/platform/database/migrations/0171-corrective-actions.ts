import type { Migration } from '../migration.ts';

/** The register of penalties and corrective actions. */
export const correctiveActions: Migration = {
  name: '0171-corrective-actions',
  async up(transaction) {
    await transaction.schema.createTable('corrective_actions', (table) => {
      /** That of the proposal. */
      table.text('id').primary();
      table.text('kind').notNullable();
      table.text('source').notNullable();
      table.text('reference').notNullable();
      table.text('text').notNullable();
      table.text('responsible').notNullable();
      table.text('due_day').notNullable();
      table.bigInteger('amount');
      table.text('currency');
      table.text('entered_by').notNullable();
      table.text('approved_by').notNullable();
      table.bigInteger('entered_at').notNullable();
      table.text('extension');
      table.text('outcome');
      table.text('evidence');
      table.text('ended_by');
      table.bigInteger('ended_at');
      table.index(['outcome', 'due_day']);
      table.index(['ended_at']);
    });
  },
};
