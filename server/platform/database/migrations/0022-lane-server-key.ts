import type { Migration } from '../migration.ts';

/** Which key of the server a lane follows, by its last status; `null` where it does not say. */
export const laneServerKey: Migration = {
  name: '0022-lane-server-key',
  async up(transaction) {
    await transaction.schema.alterTable('lane_status', (table) => table.text('server_key'));
  },
};
