import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { moveFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { isProcessAlive } from '../../../hardware/host/process-alive.ts';
import { RATCHET_FILE } from '../../records/ledger/log/open-log.ts';
import { Ratchet } from '../../records/ledger/log/ratchet.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { checkBeginning } from '../../records/ledger/log/recover-log.ts';
import type { Policy } from '../../platform/transparency/proof/policy.ts';
import { showWitnesses } from '../../records/ledger/publish/show-witnesses.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { SERVER_FILE } from '../../platform/database/database.ts';
import { LEDGER_FILE, openLedgerReader } from '../../platform/database/ledger-database.ts';
import type { LogHead } from '../../records/ledger/log/log-tables.ts';
import { isEmpty } from '../../platform/database/load.ts';
import type { StorePlace } from '../../platform/database/place.ts';
import { BackupError } from './backup-error.ts';
import { judgeUnpacked, type Judged, type Trust } from './judge.ts';
import type { Identity } from './recipient.ts';
import { unpack } from './unpack.ts';

export interface RestoreParts {
  readonly file: string;
  readonly identity: Identity;
  readonly trust: Trust;
  readonly place: StorePlace;
  readonly ratchetDir: string;
  readonly nowMs: number;
  /** Abandons the log: the next start enters all openings into a new log with another name. */
  readonly newLedger: boolean;
}

export interface Restored extends Judged {
  /** `new-ledger`: no ratchet until the next start. */
  readonly ratchet: 'advanced' | 'made' | 'new-ledger';
  /** Witnesses that did not answer. */
  readonly silentWitnesses: readonly string[];
}

/** Unpacks a backup into a temporary folder, verifies it, and removes it. Rejects with `BackupError`. */
export async function verifyBackup(file: string, identity: Identity, trust: Trust, scratch: string): Promise<Judged> {
  return aside(scratch, (place) => unpackAndJudge(file, identity, trust, place));
}

/**
 * Restores a verified backup into an empty place. It never overwrites anything, and refuses a log shorter than one that was acknowledged:
 * continuing it would make a second history for entries with proofs. Rejects with `BackupError`.
 */
export async function restoreBackup(parts: RestoreParts): Promise<Restored> {
  const { file, identity, trust, place } = parts;
  if (!(await isEmpty(place))) throw new BackupError('not-empty', 'a database already exists and is not overwritten');
  return aside(place.dataDir, async (unpacked) => {
    const judged = await unpackAndJudge(file, identity, trust, unpacked);
    if (parts.newLedger) {
      // Unpacked again, without the log. The file is authenticated, so this is the verified content.
      rmSync(join(unpacked.dataDir, SERVER_FILE));
      await unpack(file, identity, { server: place.postgres === undefined ? unpacked : place });
      if (place.postgres === undefined) move(unpacked, place, SERVER_FILE);
      return { ...judged, ratchet: 'new-ledger', silentWitnesses: [] };
    }
    const log = await openLedgerReader(unpacked);
    let silentWitnesses: readonly string[];
    try {
      await refuseBehindRatchet(log.reader, judged.head, parts.ratchetDir);
      silentWitnesses = await refuseBehindWitnesses(log.reader, judged.head, trust.policy, parts.nowMs);
    } finally {
      await log.close();
    }
    if (place.postgres === undefined) {
      for (const name of [SERVER_FILE, LEDGER_FILE]) move(unpacked, place, name);
    } else {
      await unpack(file, identity, { server: place, ledger: place });
    }
    return { ...judged, ratchet: await setRatchet(parts.ratchetDir, judged.head), silentWitnesses };
  });
}

async function unpackAndJudge(file: string, identity: Identity, trust: Trust, place: StorePlace): Promise<Judged> {
  const manifest = await unpack(file, identity, { server: place, ledger: place });
  return judgeUnpacked(place, manifest, trust);
}

const UNPACKED = '.unpacked-';

/** Removes the readable remains of a killed program. */
function clear(beside: string): void {
  for (const name of readdirSync(beside)) {
    const owner = name.startsWith(UNPACKED) ? Number(name.slice(UNPACKED.length).split('-', 1)[0]) : 0;
    if (owner > 0 && !isProcessAlive(owner)) rmSync(join(beside, name), { recursive: true, force: true });
  }
}

/** A temporary folder that no other user can read. */
async function aside<T>(beside: string, use: (place: StorePlace) => Promise<T>): Promise<T> {
  let folder: string;
  try {
    mkdirSync(beside, { recursive: true, mode: 0o700 });
    clear(beside);
    folder = mkdtempSync(join(beside, `${UNPACKED}${process.pid}-`));
  } catch (cause) {
    throw new BackupError('unavailable', 'the folder to unpack into cannot be made', { cause });
  }
  try {
    return await use({ dataDir: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function move(from: StorePlace, to: StorePlace, name: string): void {
  moveFileSync(join(from.dataDir, name), join(to.dataDir, name));
}

async function refuseBehindRatchet(log: Connection, head: LogHead, ratchetDir: string): Promise<void> {
  const path = join(ratchetDir, RATCHET_FILE);
  if (!(await Ratchet.exists(path))) return;
  const ratchet = await Ratchet.open(path);
  await ratchet.close();
  if (ratchet.head.size > head.size) {
    throw new BackupError(
      'behind-ratchet',
      `the log in the backup has ${head.size} entries and ${ratchet.head.size} were acknowledged: restore a newer backup, or abandon the log`,
    );
  }
  await checkBeginning(log, head, ratchet.head);
}

async function refuseBehindWitnesses(
  log: Connection,
  head: LogHead,
  policy: Policy | undefined,
  nowMs: number,
): Promise<readonly string[]> {
  try {
    return await showWitnesses(log, head, policy, nowMs);
  } catch (cause) {
    if (!(cause instanceof LedgerError) || cause.code !== 'witness-ahead') throw cause;
    const message = "a witness has seen a longer log than the backup's, or another history";
    throw new BackupError('behind-witness', message, { cause });
  }
}

async function setRatchet(ratchetDir: string, head: LogHead): Promise<'advanced' | 'made'> {
  const path = join(ratchetDir, RATCHET_FILE);
  const existed = await Ratchet.exists(path);
  const ratchet = existed ? await Ratchet.open(path) : await Ratchet.create(path, head);
  if (existed && ratchet.head.size < head.size) await ratchet.advance(head);
  await ratchet.close();
  return existed ? 'advanced' : 'made';
}
