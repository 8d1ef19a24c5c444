import knex from 'knex';
import type { Knex } from 'knex';
import pg from 'pg';
import type { PostgresAddress } from './postgres-address.ts';

export interface PostgresOptions {
  readonly connections: number;
  readonly readOnly?: boolean;
  /** The schema whose tables are meant; `public` unless given. */
  readonly schema?: string;
}

/**
 * A statement that has waited so long for another program's lock gives up, as on SQLite; a program that was stopped in the
 * middle of a transaction does not hold the others up for ever; a commit is on the disk when it returns, whatever the
 * database's own default, because a receipt promises it.
 */
const SETTINGS = {
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '60s',
  synchronous_commit: 'on',
  client_min_messages: 'error',
} as const;

/** `bigint` as a number; `column.ts` refuses one that is not safe. */
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
    // Values must not stand in the messages of errors.
    compileSqlOnError: false,
    pool: { min: 0, max: connections },
    acquireConnectionTimeout: 10_000,
    // Standard output holds events only; what knex would say is thrown as well.
    log: { debug() {}, warn() {}, error() {}, deprecate() {} },
  });
}
