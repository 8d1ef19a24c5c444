import { bytesToHex } from '@noble/hashes/utils.js';
import { open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import { withSnapshot, type Snapshot } from '../../platform/database/snapshot.ts';
import { BackupError } from './backup-error.ts';
import type { Recipient } from './recipient.ts';
import { encodeRecord, type Manifest } from './record.ts';
import { recipientIdOf, sealStream } from './sealed-stream.ts';

/**
 * Short-lived rows that must not return with a backup: ended sessions, used codes. After a restore everyone signs in again.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'sessions',
  'trader_sessions',
  'sharing_sessions',
  'enrolment_codes',
  'recoveries',
  'used_ceremonies',
  'sign_in_paces',
  'kiosk_codes',
]);

const SUFFIX = '.postern-backup';
/** Rows are small, so they are joined to pieces of this size. */
const PIECE_BYTES = 65_536;
const HEADER_BYTES = 24;

export interface CreateParts {
  readonly place: StorePlace;
  readonly recipient: Recipient;
  readonly folder: string;
  readonly atMs: number;
  readonly ledgerKey: string;
  readonly receiptKey: Uint8Array;
}

export interface CreatedBackup {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
}

/**
 * Backs up both databases in one snapshot, whether or not the server runs. The file gets its name only once it is complete and on the disk.
 * Rejects with `StoreError` and `BackupError` `unavailable`.
 */
export async function createBackup(parts: CreateParts): Promise<CreatedBackup> {
  const name = `postern-${new Date(parts.atMs).toISOString().replaceAll(/[-:]/g, '').replace('.', '')}${SUFFIX}`;
  const path = join(parts.folder, name);
  return withSnapshot(parts.place, async (snapshot) => {
    const counted = { rows: 0 };
    const sealed = sealStream(parts.recipient, inPieces(recordsOf(snapshot, parts, counted)));
    const bytes = await write(path, sealed);
    return { file: name, bytes, rows: counted.rows };
  });
}

export interface ListedBackup {
  readonly file: string;
  readonly bytes: number;
  /** Id of the key that opens it, hex. */
  readonly keyId: string;
}

/** The backups in a folder, oldest first, with what is readable without their key. Rejects with `BackupError` `unavailable`. */
export async function listBackups(folder: string): Promise<ListedBackup[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new BackupError('unavailable', 'the folder cannot be read', { cause });
  });
  const listed: ListedBackup[] = [];
  for (const file of names.filter((name) => name.endsWith(SUFFIX)).sort()) {
    const handle = await open(join(folder, file), 'r');
    try {
      const header = Buffer.alloc(HEADER_BYTES);
      await handle.read(header, 0, HEADER_BYTES, 0);
      listed.push({ file, bytes: (await handle.stat()).size, keyId: bytesToHex(recipientIdOf(header)) });
    } finally {
      await handle.close();
    }
  }
  return listed;
}

async function* recordsOf(
  snapshot: Snapshot,
  parts: CreateParts,
  counted: { rows: number },
): AsyncGenerator<Uint8Array> {
  const manifest: Manifest = {
    version: 1,
    createdAt: parts.atMs,
    engine: parts.place.postgres === undefined ? 'sqlite' : 'postgres',
    ledgerKey: parts.ledgerKey,
    receiptKey: bytesToHex(parts.receiptKey),
    migrations: snapshot.migrations,
  };
  yield encodeRecord({ kind: 'manifest', manifest });
  for (const { database, table, columns, rows } of snapshot.tables) {
    if (LEFT_OUT.has(table)) continue;
    yield encodeRecord({ kind: 'table', table: { database, table, columns: [...columns] } });
    for await (const cells of rows()) {
      counted.rows += 1;
      yield encodeRecord({ kind: 'row', cells });
    }
  }
  yield encodeRecord({ kind: 'end', rows: counted.rows });
}

async function* inPieces(records: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const record of records) {
    held.push(record);
    length += record.length;
    if (length < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    length = 0;
  }
  yield Buffer.concat(held);
}

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let written = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      written += piece.length;
      yield piece;
    }
  }
  try {
    makeFolderSync(dirname(path));
    await replaceFile(path, counted());
    return written;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && /^E[A-Z]+$/.test(String(cause.code))) {
      throw new BackupError('unavailable', 'the backup cannot be written', { cause });
    }
    throw cause;
  }
}
