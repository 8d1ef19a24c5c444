import type { Migration } from '../migration.ts';

/** Tenths of frames per second that a slow lane analysed last, by its last status; `null` when the lane is fast enough. */
export const slowLanes: Migration = {
  name: '0072-slow-lanes',
  async up(transaction) {
    await transaction.schema.alterTable('lane_status', (table) => table.integer('slow_tenths'));
  },
};
