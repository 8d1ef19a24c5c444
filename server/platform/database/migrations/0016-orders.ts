import type { Knex } from 'knex';
import type { Migration } from '../migration.ts';

/** What lanes were ordered to do, and what became of it. */
export const orders: Migration = {
  name: '0016-orders',
  async up(transaction) {
    await transaction.schema.createTable('orders', ordersTable);
    await transaction.schema.alterTable('lane_status', (table) =>
      table.bigInteger('forged_orders').notNullable().defaultTo(0),
    );
  },
};

/** The signed bytes stand beside the columns derived from them. Ids follow the order in which they were given. */
function ordersTable(table: Knex.CreateTableBuilder): void {
  table.bigIncrements('id');
  table.text('digest').notNullable().unique();
  table.text('kiosk_id').notNullable().references('kiosks.id');
  table.text('transaction_id').index();
  table.text('kind').notNullable();
  table.text('persons').notNullable();
  table.bigInteger('issued_at').notNullable();
  table.bigInteger('expires').notNullable();
  table.binary('payload').notNullable();
  table.binary('signature').notNullable();
  table.text('state').notNullable();
  table.text('refusal');
  table.bigInteger('settled_at');
  /** Of the report that answered it. */
  table.bigInteger('report_sequence');
  table.index(['state', 'kiosk_id']);
}
