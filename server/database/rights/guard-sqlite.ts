import { textColumn } from '../column.ts';
import { engineOf, type Connection } from '../connection.ts';
import { fixedColumns, type SchemaRights } from './rights.ts';

/**
 * SQLite has no accounts. Triggers on the server's write connection refuse writes that the rights do not allow, so that a bug or an
 * injected statement changes no record. The folder's mode protects the file from other users. Does nothing on PostgreSQL.
 */
export async function guardSqlite(database: Connection, rights: SchemaRights): Promise<void> {
  if (engineOf(database) !== 'sqlite') return;
  for (const [table, may] of Object.entries(rights)) {
    const rows: readonly { name: unknown }[] = await database.raw('select name from pragma_table_info(?)', [table]);
    const fixed = fixedColumns(
      may,
      rows.map(({ name }) => textColumn(name)),
    );
    const refused = [
      ...(may.insert === true ? [] : ['insert']),
      ...(may.delete === true ? [] : ['delete']),
      ...(fixed.length === 0 ? [] : [`update of ${fixed.join(', ')}`]),
    ];
    for (const [at, what] of refused.entries()) {
      await database.raw(
        `create temp trigger if not exists guard_${at}_${table} before ${what} on main.${table}
         begin select raise(abort, 'not within the rights of the server'); end`,
      );
    }
  }
}
