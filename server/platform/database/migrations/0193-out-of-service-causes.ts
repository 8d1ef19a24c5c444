import type { Migration } from '../migration.ts';

/** Why a lane is out of service by its last status, separated by commas; `null` in service and for lanes that do not report it. */
export const outOfServiceCauses: Migration = {
  name: '0193-out-of-service-causes',
  async up(transaction) {
    await transaction.schema.alterTable('lane_status', (table) => table.text('out_of_service'));
  },
};
