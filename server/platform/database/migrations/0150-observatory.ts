import type { Migration } from '../migration.ts';

/** Counts by lane, models and device from which error rates are made, and up to where was counted. */
export const observatory: Migration = {
  name: '0150-observatory',
  async up(transaction) {
    await transaction.schema.createTable('observed_counts', (table) => {
      table.text('span').notNullable();
      /** Wall ms at which the day or month begins. */
      table.bigInteger('slot').notNullable();
      table.text('kiosk_id').notNullable().references('kiosks.id');
      table.text('modality').notNullable();
      /** SHA-256 over the digests of the models, hex. */
      table.text('models').notNullable();
      table.text('device').notNullable();
      table.text('observation').notNullable();
      table.bigInteger('count').notNullable();
      table.primary(['span', 'slot', 'kiosk_id', 'modality', 'models', 'device', 'observation']);
    });
    await transaction.schema.createTable('observed_marks', (table) => {
      table.text('name').primary();
      table.bigInteger('position').notNullable();
    });
  },
};
