import type { Migration } from '../migration.ts';

/** The watchlists of each lane that are not current, by its latest status. */
export const laneWatchlists: Migration = {
  name: '0105-lane-watchlists',
  async up(transaction) {
    /** JSON; null where all are current. */
    await transaction.schema.alterTable('lane_status', (table) => table.text('watchlist_troubles'));
  },
};
