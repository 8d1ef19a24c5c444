/** Carries a repository to a USB stick, and from there to another server. */
import { metadataFile } from '../contract/release-repository.ts';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import { bringFile, bringTarget } from './bring-file.ts';
import { ReleaseError } from './release-error.ts';
import { type Repository, repositoryIn } from './repository.ts';
import { type VerifiedRepository, verifyRepository } from './verify-repository.ts';

/**
 * Copies the newest state, with all roots, so that lanes with an old root can follow. Rejects with `ReleaseError`, for example `expired`
 * when the server has not renewed its timestamp.
 */
export async function exportRepository(from: Repository, folder: string, nowMs: number): Promise<VerifiedRepository> {
  const verified = await verifyRepository(from, from.readNewest('root'), nowMs);
  const to = repositoryIn(folder);
  await bringTargets(from, to, verified);
  for (let version = 1; version <= from.newest('root'); version += 1) await bringRoot(from, to, version);
  await bringMetadata(from, to, verified);
  return verified;
}

/** Takes the state of a stick. Rejects with `ReleaseError`; `not-next` when the stick is older than the repository. */
export async function importRepository(stick: Repository, to: Repository, nowMs: number): Promise<VerifiedRepository> {
  const verified = await verifyRepository(stick, to.readNewest('root'), nowMs);
  const { versions, timestamp, roots } = verified;
  for (const role of ['targets', 'watchlist', 'snapshot'] as const) {
    if (versions[role] < to.newest(role)) throw new ReleaseError('not-next', `the stick has an older ${role}`);
    const file = metadataFile(role, versions[role]);
    const isOther = existsSync(to.path(file)) && !readFileSync(to.path(file)).equals(readFileSync(stick.path(file)));
    if (isOther) throw new ReleaseError('not-next', `the stick has another ${role} ${versions[role]}`);
  }
  if (timestamp < (to.timestamp()?.signed.version ?? 0)) {
    throw new ReleaseError('not-next', 'the stick has an older timestamp');
  }
  await bringTargets(stick, to, verified);
  for (const version of roots) await bringRoot(stick, to, version);
  await bringMetadata(stick, to, verified);
  return verified;
}

async function bringTargets(from: Repository, to: Repository, { entries }: VerifiedRepository): Promise<void> {
  for (const entry of entries) await bringTarget(from, to, entry);
}

async function bringRoot(from: Repository, to: Repository, version: number): Promise<void> {
  await bringFile(from, to, metadataFile('root', version));
}

/** The timestamp comes last: until then the folder is in its state before. */
async function bringMetadata(from: Repository, to: Repository, { versions }: VerifiedRepository): Promise<void> {
  for (const role of ['watchlist', 'targets', 'snapshot'] as const) {
    if (versions[role] > 0) await bringFile(from, to, metadataFile(role, versions[role]));
  }
  const file = metadataFile('timestamp', 0);
  makeFolderSync(dirname(to.path(file)), 0o755);
  replaceFileSync(to.path(file), readFileSync(from.path(file)), { mode: 0o644 });
}
