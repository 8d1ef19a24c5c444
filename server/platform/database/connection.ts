import type { Knex } from 'knex';
import type { Engine } from './migration.ts';

/** Where a repository's query runs: the database, or a transaction. Other folders use this alias and do not import knex. */
export type Connection = Knex;

/** A transaction of the write queue. */
export type Transaction = Knex.Transaction;

/** The rows of a query, which a filter can narrow. */
export type Rows = Knex.QueryBuilder;

export function engineOf(connection: Connection): Engine {
  const client = connection.client as { readonly config: { readonly client?: unknown } };
  return client.config.client === 'pg' ? 'postgres' : 'sqlite';
}
