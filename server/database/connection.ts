import type { Knex } from 'knex';
import type { Engine } from './migration.ts';

/** Where a repository's query runs: the database, or a transaction of it. Knex by another name stays inside this folder. */
export type Connection = Knex;

/** A transaction of the write queue. */
export type Transaction = Knex.Transaction;

/** The rows that a statement reads or changes: what a query is narrowed by. */
export type Rows = Knex.QueryBuilder;

export function engineOf(connection: Connection): Engine {
  const client = connection.client as { readonly config: { readonly client?: unknown } };
  return client.config.client === 'pg' ? 'postgres' : 'sqlite';
}
