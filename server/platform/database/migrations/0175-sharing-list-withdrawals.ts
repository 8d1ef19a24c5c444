import type { Migration } from '../migration.ts';

/** Lists of partners that left the signed channel because their agreement was over. */
export const sharingListWithdrawals: Migration = {
  name: '0175-sharing-list-withdrawals',
  async up(transaction) {
    await transaction.schema.createTable('sharing_list_withdrawals', (table) => {
      table.text('id').primary();
      table.text('list').notNullable();
      table.text('party').notNullable();
      /** Of the agreement under which the list came. */
      table.text('agreement').notNullable();
      table.bigInteger('withdrawn_at').notNullable();
      /** When an agreement took the list again; null: it is withdrawn. */
      table.bigInteger('lifted_at').nullable();
      table.index(['lifted_at'], 'sharing_list_withdrawals_open');
    });
  },
};
