import type { Migration } from '../migration.ts';

/** The software that lanes run, from their latest messages; `null` for a lane that runs the installed package. */
export const laneSoftware: Migration = {
  name: '0106-lane-software',
  async up(transaction) {
    await transaction.schema.alterTable('lane_releases', (table) => {
      table.text('software_name');
      table.bigInteger('software_running');
      table.text('software_standing');
      table.bigInteger('returned_version');
      table.bigInteger('returned_to');
      table.text('returned_why');
      table.bigInteger('returned_at');
    });
  },
};
