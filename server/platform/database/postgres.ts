import knex from 'knex';
import type { Knex } from 'knex';
import pg from 'pg';
import type { PostgresAddress } from './postgres-address.ts';

export interface PostgresOptions {
  readonly connections: number;
  readonly readOnly?: boolean;
  /** The schema of the tables; default `public`. */
  readonly schema?: string;
}

/**
 * A statement gives up after a time, as on SQLite, when it waits for another program's lock. A transaction of a program that was suspended
 * ends after a time. A commit is on the disk when it returns, whatever the database's default, because a receipt promises it.
 */
const SETTINGS = {
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '60s',
  synchronous_commit: 'on',
  client_min_messages: 'error',
} as const;

/** `bigint` as a number. `column.ts` refuses unsafe integers. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(type, format) as (text: string) => unknown),
};

/** A pool of connections to a PostgreSQL database. */
export function connectPostgres(
  address: PostgresAddress,
  { connections, readOnly = false, schema = 'public' }: PostgresOptions,
): Knex {
  const settings = { ...SETTINGS, search_path: schema, ...(readOnly && { default_transaction_read_only: 'on' }) };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const { password, ...login } = address.login();
  return knex({
    client: 'pg',
    connection: {
      ...login,
      ...(password !== undefined && { password }),
      application_name: 'postern',
      options: options.join(' '),
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      types: TYPES,
    } as Knex.PgConnectionConfig,
    // Error messages must not contain values.
    compileSqlOnError: false,
    pool: { min: 0, max: connections },
    acquireConnectionTimeout: 10_000,
    // Standard output holds events only. knex also throws what it would log.
    log: { debug() {}, warn() {}, error() {}, deprecate() {} },
  });
}
