import { createReadStream } from 'node:fs';
import { engineCodeOf } from '../../platform/database/engine-error.ts';
import { beginLoad, type Load } from '../../platform/database/load.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import { DATABASES, type DatabaseName } from '../../platform/database/snapshot.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { BackupError } from './backup-error.ts';
import type { Identity } from './recipient.ts';
import { decodeRecords, type BackupRecord, type Manifest } from './record.ts';
import { openStream } from './sealed-stream.ts';

/**
 * The target of each database; a database without a target is read and discarded. Without the ledger, openings have no index: the next start
 * enters all of them in order into a new log.
 */
export type UnpackTo = Partial<Readonly<Record<DatabaseName, StorePlace>>>;

/**
 * Reads a backup to its end into empty places. A database exists only after all of it was read, and the ledger exists only if the server's
 * database does. Rejects with `BackupError`: those of `openStream`, `newer-schema`, `unavailable`.
 */
export async function unpack(file: string, identity: Identity, to: UnpackTo): Promise<Manifest> {
  const unpacking = new Unpacking(to);
  try {
    for await (const record of decodeRecords(openStream(identity, createReadStream(file))))
      await unpacking.take(record);
    return await unpacking.finish();
  } catch (error) {
    await unpacking.abort();
    throw asBackupError(error);
  }
}

class Unpacking {
  readonly #to: UnpackTo;
  readonly #loads = new Map<DatabaseName, Load>();
  #manifest: Manifest | undefined;
  #current: Load | undefined;
  /** The column of the present table that holds the log index. */
  #placeInLog = -1;
  #inTable = false;
  #rows = 0;
  #ended = false;

  constructor(to: UnpackTo) {
    this.#to = to;
  }

  async take(record: BackupRecord): Promise<void> {
    if (this.#ended) throw contradicts('records follow its end');
    if ((record.kind === 'manifest') !== (this.#manifest === undefined))
      throw contradicts('its manifest is not the first record');
    switch (record.kind) {
      case 'manifest':
        this.#manifest = record.manifest;
        // Both databases need a schema, also without rows.
        for (const name of DATABASES) {
          const place = this.#to[name];
          if (place !== undefined)
            this.#loads.set(name, await beginLoad(place, name, record.manifest.migrations[name]));
        }
        return;
      case 'table':
        this.#inTable = true;
        this.#current = this.#loads.get(record.table.database);
        this.#placeInLog = this.#to.ledger === undefined ? record.table.columns.indexOf('entry_index') : -1;
        await this.#current?.table(record.table.table, record.table.columns);
        return;
      case 'row':
        if (!this.#inTable) throw contradicts('a row belongs to no table');
        this.#rows += 1;
        await this.#current?.row(this.#placeInLog < 0 ? record.cells : record.cells.with(this.#placeInLog, null));
        return;
      case 'end':
        if (record.rows !== this.#rows) throw contradicts('the number of rows differs from its end record');
        this.#ended = true;
    }
  }

  async finish(): Promise<Manifest> {
    if (!this.#ended || this.#manifest === undefined) throw contradicts('it has no end');
    for (const name of DATABASES) {
      await this.#loads.get(name)?.finish();
      this.#loads.delete(name);
    }
    return this.#manifest;
  }

  async abort(): Promise<void> {
    for (const load of this.#loads.values()) await load.abort();
  }
}

function contradicts(what: string): BackupError {
  return new BackupError('damaged', `the backup violates its format: ${what}`);
}

function asBackupError(error: unknown): unknown {
  if (error instanceof StoreError) {
    const code = error.code === 'newer-schema' || error.code === 'damaged' ? error.code : 'unavailable';
    return new BackupError(code, error.message, { cause: error });
  }
  if (error instanceof Error && 'code' in error && /^(ENOENT|EACCES|EISDIR|EIO)$/.test(String(error.code))) {
    return new BackupError('unavailable', 'the backup cannot be read', { cause: error });
  }
  // The disk is full, or the connection to the database was lost.
  if (engineCodeOf(error) !== undefined) {
    return new BackupError('unavailable', 'the backup cannot be unpacked: check free space and the database', {
      cause: error,
    });
  }
  return error;
}
