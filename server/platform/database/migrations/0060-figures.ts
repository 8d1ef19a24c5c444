import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** Counts by lane and time of what lanes report, and up to where was counted. */
export const figures: Migration = {
  name: '0060-figures',
  async up(transaction) {
    await transaction.schema.createTable('figure_counts', counts);
    await transaction.schema.createTable('figure_marks', (table) => {
      table.text('name').primary();
      table.bigInteger('position').notNullable();
    });
  },
};

/** `slot`: wall ms at which a quarter of an hour, an hour or a day begins. */
function counts(table: Knex.CreateTableBuilder): void {
  table.text('span').notNullable();
  table.bigInteger('slot').notNullable();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('figure').notNullable();
  table.text('value').notNullable();
  table.bigInteger('count').notNullable();
  table.primary(['span', 'slot', 'kiosk_id', 'figure', 'value']);
}
