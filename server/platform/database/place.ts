import type { PostgresAddress } from './postgres-address.ts';

/** Where the server stores its data. The server's configuration satisfies this type. */
export interface StorePlace {
  /** Folder of the SQLite files and, with either engine, of the keys. */
  readonly dataDir: string;
  /** Absent: SQLite. */
  readonly postgres?: PostgresAddress | undefined;
}
