import type { Migration } from '../migration.ts';

/**
 * The tables that had rows when the schema passed the version from which openings have codes (0190), and whether the ledger recorded rows by then
 * (0050). Only such a database may have rows that nothing proves. A new one has none, nor one that passed that version before. The server
 * cannot write here.
 */
export const earlierTables: Migration = {
  name: '0049-earlier-tables',
  async up(transaction, engine) {
    const versions: readonly string[] = await transaction('schema_versions').pluck('name');
    const tables: readonly string[] =
      engine === 'sqlite'
        ? await transaction('sqlite_master').where({ type: 'table' }).whereNot('name', 'like', 'sqlite_%').pluck('name')
        : await transaction('pg_catalog.pg_tables')
            .where('schemaname', transaction.raw('current_schema()'))
            .pluck('tablename');
    await transaction.schema.createTable('earlier_tables', (table) => {
      table.text('name').primary();
      table.integer('is_recorded').notNullable();
    });
    if (versions.includes('0190-opening-codes')) return;
    const recorded = versions.includes('0050-reconciliation') ? 1 : 0;
    // These two have rows in a new database too
    for (const name of tables.filter((one) => one !== 'schema_versions' && one !== 'feed')) {
      if ((await transaction(name).first()) === undefined) continue;
      await transaction('earlier_tables').insert({ name, is_recorded: recorded });
    }
  },
};
