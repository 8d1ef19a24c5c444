import { engineOf, type Connection } from './connection.ts';

/** Runs queries on one state of the database: in the transaction that `database` is, or in a new one that only reads. */
export function inSnapshot<T>(database: Connection, work: (snapshot: Connection) => Promise<T>): Promise<T> {
  if (database.isTransaction === true) return work(database);
  const isPostgres = engineOf(database) === 'postgres';
  return database.transaction(work, isPostgres ? { isolationLevel: 'repeatable read', readOnly: true } : {});
}
