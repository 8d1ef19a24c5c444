import type { Migration } from '../migration.ts';

/** Counts of shadow passages, as lanes signed them. */
export const shadowCounts: Migration = {
  name: '0108-shadow-counts',
  async up(transaction) {
    await transaction.schema.createTable('shadow_counts', (table) => {
      table.text('kiosk_id').notNullable().references('kiosks.id');
      /** Of the candidate's file, hex. */
      table.text('digest').notNullable();
      /** The lane's count from zero. */
      table.text('run').notNullable();
      /** Of the models in use. */
      table.text('against').notNullable();
      /** JSON, as `shadow-passage.ts` of the contract has it. */
      table.text('counts').notNullable();
      table.bigInteger('received_at').notNullable();
      table.primary(['kiosk_id', 'digest', 'run']);
      table.index(['digest']);
    });
  },
};
