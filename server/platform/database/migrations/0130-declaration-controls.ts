import type { Migration } from '../migration.ts';

/** Recommended controls of accepted declarations with their results, and the commitments to the keys of the draws. */
export const declarationControls: Migration = {
  name: '0130-declaration-controls',
  async up(transaction) {
    await transaction.schema.createTable('declaration_controls', (table) => {
      /** The declaration's id. */
      table.text('id').primary();
      table.bigInteger('received_at').notNullable().index();
      /** Recommended control; absent without one. */
      table.text('route');
      /** Place in the queue: 0 is not in it, a greater one comes first. */
      table.integer('place').notNullable().index();
      /** Band, reasons (JSON) and model, or the cause why the declaration has none. */
      table.text('band');
      table.text('reasons');
      table.text('model');
      table.text('unscored');
      table.integer('drawn').notNullable();
      /** All absent until the control has a result. */
      table.text('made');
      table.text('outcome');
      table.text('reason');
      table.text('decided_by');
      /** The second person, where less was done than recommended. */
      table.text('confirmed_by');
      table.bigInteger('decided_at');
    });
    await transaction.schema.createTable('declaration_draws', (table) => {
      /** `YYYY-MM-DD`, UTC. */
      table.text('day').primary();
      table.text('commitment').notNullable();
      /** Declarations drawn in a million. */
      table.integer('share').notNullable();
      table.bigInteger('committed_at').notNullable();
      /** The key, hex, opened after the day. */
      table.text('opened_key');
      table.bigInteger('opened_at');
    });
  },
};
