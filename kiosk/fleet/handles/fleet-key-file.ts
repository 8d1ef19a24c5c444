/**
 * The fleet's key in the format of earlier versions: 64 hex digits in a file. It is read once, imported into the secure
 * element, and erased.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { chainSteps } from '../../../hardware/secure-element/chain.ts';
import { offHeap } from '../../../hardware/host/off-heap.ts';
import { readKeyFile } from '../../platform/config/config-file.ts';
import { handleDay, stepsBetween } from './handle-day.ts';
import type { HandleKeys } from './handle-keys.ts';

/** 2020-01-01: start of the chain of an old key, so that all lanes derive the same chain on any day. */
const BEGIN_DAY = 18_262;
/** Lower than each generation made by the fleet's holders. */
const GENERATION = 0;

export type FleetKeyTaken = 'taken' | 'already' | 'none';

/**
 * Safe to repeat after a power cut: the file is erased once the element has the key. Throws `ConfigError` for an invalid
 * file, and errors of erasing it. Copies and backups of the file still contain the fleet's key of every day.
 */
export async function takeFleetKeyFile(
  variable: string,
  file: string,
  keys: HandleKeys,
  wallMs: number,
): Promise<FleetKeyTaken> {
  if (!existsSync(file)) return 'none';
  if (isOverwritten(file)) {
    eraseFile(file);
    return 'already';
  }
  const fleetKey = readKeyFile(variable, file);
  const day = handleDay(wallMs);
  const secret = secretOf(fleetKey, day);
  fleetKey.fill(0);
  try {
    const taken = await keys.take({ generation: GENERATION, day, secret }, wallMs);
    eraseFile(file);
    return taken ? 'taken' : 'already';
  } finally {
    secret.fill(0);
  }
}

/** Derives the secret of a day, so that the lane never has those of earlier days. */
function secretOf(fleetKey: Uint8Array, day: number): Uint8Array {
  const begin = hkdf(sha256, fleetKey, undefined, new TextEncoder().encode('postern/handle-chain/v1'), 32);
  const secret = offHeap(begin.length);
  secret.set(begin);
  begin.fill(0);
  const moved = chainSteps(secret, stepsBetween(BEGIN_DAY, Math.max(BEGIN_DAY, day)));
  secret.fill(0);
  return moved;
}

/** A power cut occurred between overwriting and removing the file. */
function isOverwritten(file: string): boolean {
  const { size } = statSync(file);
  return size > 0 && size < 128 && readFileSync(file).every((byte) => byte === 0);
}

/** Overwrites the file in place, then removes it. Disks that write elsewhere still keep the old bytes. */
function eraseFile(file: string): void {
  const opened = openSync(file, 'r+');
  try {
    writeSync(opened, new Uint8Array(statSync(file).size), 0, undefined, 0);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  unlinkSync(file);
  flushFolderSync(dirname(file));
}
