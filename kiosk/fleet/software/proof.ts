/**
 * The signatures of two people for a release, verified without a network: from the root that the operator installed, over the roots that
 * follow it, to the targets metadata that list the release. Their expiry does not matter here: a lane starts with old software too, and refers
 * travellers (`kiosk/fleet/releases`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Root, type Targets } from '@tufjs/models';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { RELEASE_KINDS, releasePath } from '../../../server/contract/release.ts';
import { readReleaseMetadata } from '../../../server/contract/release-metadata.ts';
import { keptRoot } from '../releases/metadata-store.ts';
import type { SoftwareRelease } from './selection.ts';
import { SoftwareRefused } from './software-refused.ts';

const TARGETS = 'targets.json';
/** Roots that a proof may have: one a week for ten years. */
const MAX_ROOTS = 520;

/** Copies a proof, durably but for the folder. Throws the system's error. */
export function copyProof(from: string, to: string): void {
  for (const name of [...rootsIn(from), TARGETS]) {
    replaceFileSync(join(to, name), readFileSync(join(from, name)));
  }
}

/**
 * Throws `SoftwareRefused` `unproven`.
 *
 * @param folder with `targets.json`, and with the roots of the chain that the lane has followed
 */
export function verifyProof(folder: string, installedRoot: Uint8Array, release: SoftwareRelease): void {
  try {
    const target = targetOf(folder, installedRoot, release);
    if (target?.hashes['sha256'] === release.digest && target.length <= RELEASE_KINDS.software.limitBytes) return;
  } catch (cause) {
    throw new SoftwareRefused('unproven', 'its signatures', { cause });
  }
  throw new SoftwareRefused('unproven', 'the signed list does not have it');
}

function targetOf(folder: string, installedRoot: Uint8Array, { name, version }: SoftwareRelease) {
  let root = readRoot(installedRoot);
  root.verifyDelegate('root', root);
  for (let count = 0; count < MAX_ROOTS; count += 1) {
    const file = join(folder, keptRoot(root.signed.version + 1));
    if (!existsSync(file)) break;
    const next = readRoot(readFileSync(file));
    if (next.signed.version !== root.signed.version + 1) throw new Error('the roots have a gap');
    root.verifyDelegate('root', next);
    next.verifyDelegate('root', next);
    root = next;
  }
  const targets = readTargets(readFileSync(join(folder, TARGETS)));
  root.verifyDelegate('targets', targets);
  return targets.signed.targets[releasePath({ kind: 'software', name, version })];
}

function readRoot(bytes: Uint8Array): Metadata<Root> {
  return Metadata.fromJSON(MetadataKind.Root, parse('root', bytes));
}

function readTargets(bytes: Uint8Array): Metadata<Targets> {
  return Metadata.fromJSON(MetadataKind.Targets, parse('targets', bytes));
}

type Json = Parameters<typeof Metadata.fromJSON>[1];

function parse(role: 'root' | 'targets', bytes: Uint8Array): Json {
  const read = readReleaseMetadata(role, bytes);
  if (read.kind !== 'read') throw new Error(read.fault);
  return read.json as Json;
}

function rootsIn(folder: string): string[] {
  const found: string[] = [];
  for (let version = 1; version <= MAX_ROOTS; version += 1) {
    if (existsSync(join(folder, keptRoot(version)))) found.push(keptRoot(version));
  }
  return found;
}
