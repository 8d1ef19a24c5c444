import { textColumn } from '../column.ts';
import { engineOf, type Connection } from '../connection.ts';
import { runScript } from '../sqlite-file.ts';
import { fixedColumns, type SchemaRights } from './rights.ts';

/**
 * SQLite has no accounts. Triggers on the server's write connection refuse writes that the rights do not allow, so that a bug or an
 * injected statement changes no record. The folder's mode protects the file from other users. Does nothing on PostgreSQL.
 */
export async function guardSqlite(database: Connection, rights: SchemaRights): Promise<void> {
  if (engineOf(database) !== 'sqlite') return;
  const columns = await columnsByTable(database);
  const triggers = Object.entries(rights).flatMap(([table, may]) => {
    const fixed = fixedColumns(may, columns.get(table) ?? []);
    const refused = [
      ...(may.insert === true ? [] : ['insert']),
      ...(may.delete === true ? [] : ['delete']),
      ...(fixed.length === 0 ? [] : [`update of ${fixed.join(', ')}`]),
    ];
    return refused.map(
      (what, at) => `create temp trigger if not exists guard_${at}_${table} before ${what} on main.${table}
         begin select raise(abort, 'not within the rights of the server'); end;`,
    );
  });
  // One script: hundreds of statements one by one would delay each start
  await runScript(database, triggers.join('\n'));
}

async function columnsByTable(database: Connection): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: readonly { of_table: unknown; name: unknown }[] = await database.raw(
    `select sqlite_schema.name as of_table, columns.name as name
     from sqlite_schema join pragma_table_info(sqlite_schema.name) as columns
     where sqlite_schema.type = 'table' order by sqlite_schema.name, columns.cid`,
  );
  const columns = new Map<string, string[]>();
  for (const row of rows) {
    const table = textColumn(row.of_table);
    const known = columns.get(table) ?? [];
    columns.set(table, known);
    known.push(textColumn(row.name));
  }
  return columns;
}
