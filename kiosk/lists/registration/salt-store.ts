/**
 * Stores the salts of protected records (auxiliary data of ISO/IEC 24745) separately from the records: next to the lane's
 * epoch keys, in a folder excluded from backups. Destroying a salt destroys the record's protection key.
 */
import { type Database, openDatabase, truncateLog } from '../../platform/database/database.ts';

export interface SaltStore {
  /** On the disk when it resolves. */
  keep(recordId: string, salt: Uint8Array): Promise<void>;
  of(recordId: string): Promise<Uint8Array | undefined>;
  /** Overwrites all salts except those of these records. Resolves to their number. */
  destroyAllBut(recordIds: ReadonlySet<string>): Promise<number>;
  close(): Promise<void>;
}

export const SALT_BYTES = 32;
const TABLE = 'salts';

interface Row {
  record_id: string;
  salt: Buffer;
}

export async function openSaltStore(file: string): Promise<SaltStore> {
  const db: Database = await openDatabase(file, async (tx) => {
    if (await tx.schema.hasTable(TABLE)) return;
    await tx.schema.createTable(TABLE, (table) => {
      table.text('record_id').primary();
      table.binary('salt').notNullable();
    });
  });
  return {
    async keep(recordId, salt) {
      const row: Row = { record_id: recordId, salt: Buffer.from(salt) };
      await db<Row>(TABLE).insert(row);
    },
    async of(recordId) {
      return (await db<Row>(TABLE).where({ record_id: recordId }).first())?.salt;
    },
    async destroyAllBut(recordIds) {
      const rows: Pick<Row, 'record_id'>[] = await db<Row>(TABLE).select('record_id');
      let destroyed = 0;
      for (const { record_id } of rows) {
        if (!recordIds.has(record_id)) destroyed += await db<Row>(TABLE).where({ record_id }).delete();
      }
      if (destroyed > 0) await truncateLog(db);
      return destroyed;
    },
    close: () => db.destroy(),
  };
}
