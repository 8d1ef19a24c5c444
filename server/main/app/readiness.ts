import { statfs } from 'node:fs/promises';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock } from '../../../hardware/host/clock.ts';
import { answerWithin } from '../../../hardware/host/within-time.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findSuccession } from '../../people/key-successions/key-successions.ts';
import { isUpToDate } from '../../platform/database/migrate.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import type { ServerLedger } from '../../records/ledger/server-ledger.ts';
import { type CheckName, CHECKS, type ReadinessAnswer } from './answers.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: ReadinessAnswer['checks'];
  /** The witnesses that do not cosign, and why. */
  readonly witnesses: readonly string[];
}

export interface ReadinessParts {
  readonly clock: Clock;
  readonly database: Connection;
  readonly dataDir: string;
  readonly ledger: Pick<ServerLedger, 'works' | 'tablesAgree' | 'failingWitnesses'>;
  readonly keys: Pick<ServerKeys, 'working' | 'signing'>;
  /** Whether the front that receives declarations of goods answers; also where there is none. */
  readonly traders: () => boolean;
}

/** A slower database counts as unavailable. */
const WITHIN_MS = 2_000;
/** Room for two write-ahead logs of SQLite between checkpoints, doubled. */
export const MIN_FREE_BYTES = 128 * 1_024 * 1_024;

/** Whether all parts of the server work. Never rejects. */
export async function readReadiness(parts: ReadinessParts): Promise<Readiness> {
  const results: Record<CheckName, boolean> = {
    database: await holds(parts.clock, async () => {
      await parts.database.raw('select 1');
      return true;
    }),
    migrations: await holds(parts.clock, () => isUpToDate(parts.database)),
    ledger: parts.ledger.works(),
    tables: parts.ledger.tablesAgree(),
    keys: parts.keys.working() && (await holds(parts.clock, () => isBelieved(parts))),
    disk: await holds(parts.clock, async () => {
      const { bavail, bsize } = await statfs(parts.dataDir);
      return bavail * bsize >= MIN_FREE_BYTES;
    }),
    traders: parts.traders(),
  };
  const checks = Object.fromEntries(CHECKS.map((name) => [name, results[name] ? 'ok' : 'failed']));
  return { ready: CHECKS.every((name) => results[name]), checks, witnesses: parts.ledger.failingWitnesses() };
}

/** After the overlap of a replaced key, lanes accept nothing signed with it. */
async function isBelieved({ clock, database, keys }: ReadinessParts): Promise<boolean> {
  const announced = await findSuccession(database, bytesToHex(keys.signing.publicKey));
  return announced === undefined || clock.wallMs() <= announced.currentUntil;
}

async function holds(clock: Clock, check: () => Promise<boolean>): Promise<boolean> {
  return (await answerWithin(clock, WITHIN_MS, check()).catch(() => false)) ?? false;
}
