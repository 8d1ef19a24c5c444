import type { Migration } from '../migration.ts';

/** The signed channel: what was published, and the targets that lanes hold. */
export const laneReleases: Migration = {
  name: '0091-lane-releases',
  async up(transaction) {
    await transaction.schema.createTable('release_publications', (table) => {
      table.text('role').notNullable();
      table.bigInteger('version').notNullable();
      /** SHA-256 of the metadata file, hex. */
      table.text('digest').notNullable();
      table.bigInteger('expires_at').notNullable();
      table.bigInteger('published_at').notNullable();
      table.primary(['role', 'version']);
    });
    await transaction.schema.createTable('released_targets', (table) => {
      table.text('kind').notNullable();
      table.text('name').notNullable();
      table.bigInteger('version').notNullable();
      table.text('digest').notNullable();
      table.bigInteger('published_at').notNullable();
      table.primary(['kind', 'name', 'version']);
    });
    await transaction.schema.createTable('lane_releases', (table) => {
      table.text('kiosk_id').primary().references('kiosks.id');
      table.text('boot_id').notNullable();
      table.bigInteger('counter').notNullable();
      table.bigInteger('at').notNullable();
      table.bigInteger('received_at').notNullable();
      table.text('standing').notNullable();
      table.bigInteger('root').notNullable();
      table.bigInteger('targets').notNullable();
      table.bigInteger('watchlist').notNullable();
      table.bigInteger('checked_at').notNullable();
      table.text('failure');
      table.bigInteger('failed_at');
      table.integer('held_count').notNullable();
    });
    await transaction.schema.createTable('lane_targets', (table) => {
      table.text('kiosk_id').notNullable().references('kiosks.id');
      table.text('kind').notNullable();
      table.text('name').notNullable();
      table.bigInteger('version').notNullable();
      table.text('digest').notNullable();
      table.bigInteger('expires_at').notNullable();
      /** When the lane first reported this version. */
      table.bigInteger('since').notNullable();
      table.primary(['kiosk_id', 'kind', 'name']);
      table.index(['kind', 'name', 'version']);
    });
  },
};
