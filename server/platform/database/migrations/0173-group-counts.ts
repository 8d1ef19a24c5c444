import type { Migration } from '../migration.ts';

/** Counts by randomised answers about groups of travellers, as lanes signed them. */
export const groupCounts: Migration = {
  name: '0173-group-counts',
  async up(transaction) {
    await transaction.schema.createTable('group_counts', (table) => {
      table.text('kiosk_id').notNullable().references('kiosks.id');
      /** `2030-01`, UTC. */
      table.text('month').notNullable();
      /** The lane's count from zero. */
      table.text('run').notNullable();
      /** JSON, as `group-counts.ts` of the contract has it. */
      table.text('counts').notNullable();
      table.bigInteger('received_at').notNullable();
      table.primary(['kiosk_id', 'month', 'run']);
      table.index(['month']);
    });
  },
};
