import type { Migration } from '../migration.ts';

/** Sets of selection rules that the server has taken from the signed channel, and the rules that held for a declaration. */
export const selectionRules: Migration = {
  name: '0115-selection-rules',
  async up(transaction) {
    await transaction.schema.createTable('selection_sets', (table) => {
      /** Version of the published targets with which the set came into use. */
      table.integer('publication').primary();
      /** Version and SHA-256 of the target, and its bytes as text; absent where no set is in use since. */
      table.integer('version');
      table.text('digest');
      table.text('content');
      /** Ids of the rules in force that state a reason to skip the trial (JSON). */
      table.text('urgent').notNullable();
      table.bigInteger('taken_at').notNullable();
    });
    await transaction.schema.createTable('selected_declarations', (table) => {
      /** The declaration's id. A declaration for which no rule held has no row. */
      table.text('id').primary();
      table.bigInteger('received_at').notNullable().index();
      /** Version of the set by which the front judged. */
      table.integer('rule_set').notNullable();
      /** Ids of the rules in force and in trial that held (JSON). */
      table.text('held').notNullable();
      table.text('trial').notNullable();
      /** Whether channel, risk model or draw select the declaration as well. */
      table.integer('otherwise').notNullable();
    });
  },
};
