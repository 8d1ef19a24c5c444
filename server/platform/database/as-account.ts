/** Statements outside the server's own connections, for example those that make its accounts. */
import pg from 'pg';
import type { PostgresLogin } from './postgres-address.ts';

/** Runs one statement and resolves to the first column of its rows. */
export type Execute = (sql: string) => Promise<readonly string[]>;

/** Runs statements as the account of this address. Rejects with the driver's errors. */
export async function asAccount<T>(login: PostgresLogin, use: (execute: Execute) => Promise<T>): Promise<T> {
  const client = new pg.Client(login);
  await client.connect();
  try {
    return await use(async (sql) => {
      const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
      return rows.map(([first]) => String(first));
    });
  } finally {
    await client.end();
  }
}
