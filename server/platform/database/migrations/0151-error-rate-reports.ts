import type { Migration } from '../migration.ts';

/** Published reports of error rates. */
export const errorRateReports: Migration = {
  name: '0151-error-rate-reports',
  async up(transaction) {
    await transaction.schema.createTable('error_rate_reports', (table) => {
      /** A month or a year. */
      table.text('period').primary();
      table.bigInteger('made_at').notNullable();
      /** SHA-256 of the file, hex. */
      table.text('digest').notNullable();
      table.bigInteger('bytes').notNullable();
      table.binary('file').notNullable();
    });
  },
};
