import type { Migration } from '../migration.ts';

/** Roll-outs of staged releases, and the times in which none proceeds. */
export const rollOuts: Migration = {
  name: '0092-roll-outs',
  async up(transaction) {
    await transaction.schema.createTable('roll_outs', (table) => {
      table.text('kind').notNullable();
      table.text('name').notNullable();
      table.bigInteger('version').notNullable();
      table.text('step').notNullable();
      table.text('state').notNullable();
      /** A chart, or `person`; empty while it is open. */
      table.text('why');
      table.bigInteger('begun_at').notNullable();
      table.bigInteger('step_at').notNullable();
      table.bigInteger('changed_at').notNullable();
      table.text('changed_by');
      table.primary(['kind', 'name', 'version']);
    });
    await transaction.schema.createTable('release_freezes', (table) => {
      table.text('id').primary();
      table.bigInteger('from_at').notNullable();
      table.bigInteger('until_at').notNullable();
      table.text('made_by').notNullable();
      table.bigInteger('made_at').notNullable();
      table.bigInteger('ended_at');
    });
  },
};
