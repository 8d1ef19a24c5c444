import type { PostgresAddress } from './postgres-address.ts';

/** Where the server keeps what it stores. Its configuration is one. */
export interface StorePlace {
  /** A folder: SQLite's files, and with either engine the keys. */
  readonly dataDir: string;
  /** Absent: SQLite. */
  readonly postgres?: PostgresAddress | undefined;
}
