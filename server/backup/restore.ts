import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RATCHET_FILE } from '../ledger/log/open-log.ts';
import { Ratchet } from '../ledger/log/ratchet.ts';
import { LedgerError } from '../ledger/ledger-error.ts';
import { checkBeginning } from '../ledger/log/recover-log.ts';
import { nodeReader } from '../ledger/log/log-reader.ts';
import { parseNote } from '../ledger/note/note.ts';
import type { Policy } from '../ledger/proof/policy.ts';
import { askWitness } from '../ledger/publish/ask-witness.ts';
import type { Connection } from '../store/connection.ts';
import { SERVER_FILE } from '../store/database.ts';
import { LEDGER_FILE, openLedgerReader } from '../store/ledger-database.ts';
import { findHead, type LogHead } from '../store/ledger-log.ts';
import { isEmpty } from '../store/load.ts';
import type { StorePlace } from '../store/place.ts';
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
  /** The log is given up: all it said is entered again into one of another name, which the next start begins. */
  readonly newLedger: boolean;
}

export interface Restored extends Judged {
  /** `new-ledger`: there is none until the next start. */
  readonly ratchet: 'advanced' | 'made' | 'new-ledger';
  /** Witnesses that were asked whether they have seen more, and did not answer. */
  readonly silentWitnesses: readonly string[];
}

/** Unpacks a backup aside, proves it, and takes it away again. Rejects with `BackupError`. */
export async function verifyBackup(file: string, identity: Identity, trust: Trust, scratch: string): Promise<Judged> {
  return aside(scratch, (place) => unpackAndJudge(file, identity, trust, place));
}

/**
 * Puts a backup in place of what was lost. Nothing is restored that is not proved first; nothing is overwritten; and no log that
 * is shorter than one that was acknowledged: going on from there would give a second history to entries that others hold
 * proofs of. Rejects with `BackupError`.
 */
export async function restoreBackup(parts: RestoreParts): Promise<Restored> {
  const { file, identity, trust, place } = parts;
  if (!(await isEmpty(place)))
    throw new BackupError('not-empty', 'there is a database already; nothing is restored over it');
  return aside(place.dataDir, async (unpacked) => {
    const judged = await unpackAndJudge(file, identity, trust, unpacked);
    if (parts.newLedger) {
      // Unpacked again, without the log: what was proved is what was read, the file being authentic.
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

/** A folder that nobody else reads, and that is gone afterwards. */
async function aside<T>(beside: string, use: (place: StorePlace) => Promise<T>): Promise<T> {
  let folder: string;
  try {
    mkdirSync(beside, { recursive: true, mode: 0o700 });
    folder = mkdtempSync(join(beside, '.unpacked-'));
  } catch (cause) {
    throw new BackupError('unavailable', 'there is no folder to unpack in', { cause });
  }
  try {
    return await use({ dataDir: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function move(from: StorePlace, to: StorePlace, name: string): void {
  renameSync(join(from.dataDir, name), join(to.dataDir, name));
}

async function refuseBehindRatchet(log: Connection, head: LogHead, ratchetDir: string): Promise<void> {
  const path = join(ratchetDir, RATCHET_FILE);
  if (!(await Ratchet.exists(path))) return;
  const ratchet = await Ratchet.open(path);
  await ratchet.close();
  if (ratchet.head.size > head.size) {
    throw new BackupError(
      'behind-ratchet',
      `the log in the backup has ${head.size} entries and ${ratchet.head.size} were acknowledged: restore a newer backup, or give the log up`,
    );
  }
  await checkBeginning(log, head, ratchet.head);
}

/** Each witness is shown the newest published head of the backup and says when it has seen a longer one. */
async function refuseBehindWitnesses(
  log: Connection,
  head: LogHead,
  policy: Policy | undefined,
  nowMs: number,
): Promise<readonly string[]> {
  const shown = (await findHead(log, 'published')) ?? head;
  const silent: string[] = [];
  for (const url of new Set((policy?.witnesses ?? []).flatMap((one) => one.url ?? []))) {
    try {
      await askWitness({
        url,
        keys: policy?.witnesses.filter((one) => one.url === url).map(({ key }) => key) ?? [],
        checkpoint: shown.checkpoint,
        noteText: parseNote(shown.checkpoint).text,
        size: shown.size,
        read: nodeReader(log, shown.size),
        seen: shown.size,
        nowS: Math.floor(nowMs / 1_000),
      });
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (error.code === 'witness-ahead') {
        throw new BackupError('behind-witness', 'a witness has seen more of the log than is in the backup', {
          cause: error,
        });
      }
      silent.push(url);
    }
  }
  return silent;
}

async function setRatchet(ratchetDir: string, head: LogHead): Promise<'advanced' | 'made'> {
  const path = join(ratchetDir, RATCHET_FILE);
  const existed = await Ratchet.exists(path);
  const ratchet = existed ? await Ratchet.open(path) : await Ratchet.create(path, head);
  if (existed && ratchet.head.size < head.size) await ratchet.advance(head);
  await ratchet.close();
  return existed ? 'advanced' : 'made';
}
