import { join } from 'node:path';
import type { LedgerKey } from '../../../platform/keys/server-keys.ts';
import {
  hasLedgerDatabase,
  openLedgerDatabase,
  type LedgerDatabase,
} from '../../../platform/database/ledger-database.ts';
import { findHead, putHead } from './log-tables.ts';
import type { StorePlace } from '../../../platform/database/place.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { EMPTY_ROOT } from '../../../contract/merkle/hash.ts';
import { checkpointText } from '../../../platform/transparency/note/checkpoint.ts';
import { formatNote } from '../../../platform/transparency/note/note.ts';
import { logSigner, type NoteSigner } from '../../../platform/transparency/note/signer.ts';
import { Ratchet } from './ratchet.ts';

export const RATCHET_FILE = 'postern-ledger-ratchet';

export interface LogPlace extends StorePlace {
  /** Outside every backup. */
  readonly ratchetDir: string;
  /** The log's permanent name. A new log needs a new name. */
  readonly origin: string;
  readonly key: LedgerKey;
}

export interface OpenedLog {
  readonly database: LedgerDatabase;
  readonly ratchet: Ratchet;
  readonly signer: NoteSigner;
}

/**
 * Opens the log, or makes it at the first start. Ratchet, key and file are made in this order, and the ratchet stays at 0 until the first
 * entry. An interrupted first start continues; a log whose file, key or ratchet was lost is not replaced by an empty one. Rejects with
 * `LedgerError` `no-log` or `damaged`, and as `key` does.
 */
export async function openLog(place: LogPlace): Promise<OpenedLog> {
  const ratchetFile = join(place.ratchetDir, RATCHET_FILE);
  const hasDatabase = await hasLedgerDatabase(place);
  const hasKey = await place.key.exists();
  const complete = hasDatabase && hasKey;
  if (!(await Ratchet.exists(ratchetFile))) {
    if (hasDatabase || hasKey) throw lost('its ratchet is missing');
    await (await Ratchet.create(ratchetFile, { size: 0, root: EMPTY_ROOT })).close();
  }
  const ratchet = await Ratchet.open(ratchetFile);
  if (!complete && ratchet.head.size > 0) {
    await ratchet.close();
    throw lost('its file or its key is missing');
  }
  let database: LedgerDatabase | undefined;
  try {
    const signer = logSigner(place.origin, await place.key.open());
    database = await openLedgerDatabase(place, { create: !complete });
    if (ratchet.head.size === 0 && (await findHead(database.writer, 'integrated')) === undefined) {
      const text = checkpointText({ origin: place.origin, size: 0, root: EMPTY_ROOT });
      const checkpoint = formatNote({ text, signatures: [await signer.sign(text)] });
      await putHead(database.writer, 'integrated', { size: 0, root: EMPTY_ROOT, checkpoint });
    }
    return { database, ratchet, signer };
  } catch (error) {
    await database?.close();
    await ratchet.close();
    throw error;
  }
}

function lost(what: string): LedgerError {
  return new LedgerError('no-log', `a ledger existed here and ${what}: a new one must not have the same name`);
}
