/** Carries a repository to a USB stick, and from there to another server. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METADATA_LIMITS, metadataFile, type ReleaseRole } from '../../contract/release-repository.ts';
import { releasePath } from '../../contract/release.ts';
import { bringMetadata, bringTarget } from './bring-file.ts';
import { entriesOf } from './entries.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import { type Repository, repositoryIn } from './repository.ts';
import { type VerifiedRepository, verifyRepository } from './verify-repository.ts';

/** Roots that one stick brings. The next import takes further ones. */
const MAX_ROOTS = 520;

/**
 * Copies the newest state, with all roots, so that lanes with an old root can follow. Rejects with `ReleaseError`, for example `expired`
 * when the server has not renewed its timestamp.
 */
export async function exportRepository(from: Repository, folder: string, nowMs: number): Promise<VerifiedRepository> {
  const verified = await verifyRepository(from, from.readNewest('root'), nowMs);
  const to = repositoryIn(folder);
  await bringTargets(from, to, verified);
  for (const version of from.versions('root')) await bringMetadata(from, to, { role: 'root', version });
  await bringNewest(from, to, verified);
  return verified;
}

/**
 * Takes the state of a stick. The metadata are copied first, and only the copy is judged and used, whatever the stick gives later. Rejects with
 * `ReleaseError`, and the repository offers what it offered before: `not-next` when the stick is older than the repository, `not-allowed` when
 * it has other bytes of a version.
 */
export async function importRepository(stick: Repository, to: Repository, nowMs: number): Promise<VerifiedRepository> {
  const copy = repositoryIn(mkdtempSync(join(tmpdir(), 'postern-releases-')));
  try {
    const trusted = to.readNewest('root');
    copyMetadata(stick, copy, trusted.signed.version);
    const from = { ...copy, path: (file: string) => (file.startsWith('targets/') ? stick : copy).path(file) };
    const verified = await verifyRepository(from, trusted, nowMs);
    assertNext(from, to, verified);
    assertSameBytes(to, verified);
    await bringTargets(from, to, verified);
    for (const version of verified.roots) await bringMetadata(from, to, { role: 'root', version });
    await bringNewest(from, to, verified);
    return verified;
  } finally {
    rmSync(copy.folder, { recursive: true, force: true });
  }
}

/** The roots after the trusted one, and the metadata that name each other from the timestamp on. Judges nothing but form and size. */
function copyMetadata(stick: Repository, copy: Repository, trusted: number): void {
  mkdirSync(copy.path('metadata'));
  const bring = (role: ReleaseRole, version: number): boolean => {
    const file = metadataFile(role, version);
    if (!existsSync(stick.path(file))) return false;
    writeFileSync(copy.path(file), readFileOf(stick.path(file), METADATA_LIMITS[role]));
    return true;
  };
  let version = trusted + 1;
  while (version <= trusted + MAX_ROOTS && bring('root', version)) version += 1;
  bring('timestamp', 0);
  const snapshot = copy.timestamp()?.signed.snapshotMeta.version;
  if (snapshot === undefined || !bring('snapshot', snapshot)) return;
  const { meta } = copy.read('snapshot', snapshot).signed;
  for (const role of ['targets', 'watchlist'] as const) {
    const named = meta[`${role}.json`];
    if (named !== undefined) bring(role, named.version);
  }
}

function assertNext(from: Repository, to: Repository, { versions, timestamp }: VerifiedRepository): void {
  for (const role of ['targets', 'watchlist', 'snapshot'] as const) {
    if (versions[role] < to.newest(role)) throw new ReleaseError('not-next', `the stick has an older ${role}`);
    const file = metadataFile(role, versions[role]);
    if (!existsSync(to.path(file))) continue;
    const [here, there] = [to, from].map((one) => readFileOf(one.path(file), METADATA_LIMITS[role]));
    if (here?.equals(there ?? here) !== true) {
      throw new ReleaseError('not-next', `the stick has another ${role} ${versions[role]}`);
    }
  }
  if (timestamp < (to.timestamp()?.signed.version ?? 0)) {
    throw new ReleaseError('not-next', 'the stick has an older timestamp');
  }
}

/** A version never gets other bytes, because lanes may use it. */
function assertSameBytes(to: Repository, { entries }: VerifiedRepository): void {
  const digests = new Map(entries.map(({ terms, digest }) => [releasePath(terms), digest]));
  for (const role of ['targets', 'watchlist'] as const) {
    if (to.newest(role) === 0) continue;
    for (const { terms, digest } of entriesOf(role, to.readNewest(role))) {
      const its = digests.get(releasePath(terms));
      if (its === undefined || its === digest) continue;
      throw new ReleaseError('not-allowed', `${releasePath(terms)}: the version exists with other bytes`);
    }
  }
}

async function bringTargets(from: Repository, to: Repository, { entries }: VerifiedRepository): Promise<void> {
  for (const entry of entries) await bringTarget(from, to, entry);
}

/** The timestamp comes last: until then the folder is in its state before. */
async function bringNewest(from: Repository, to: Repository, { versions }: VerifiedRepository): Promise<void> {
  for (const role of ['watchlist', 'targets', 'snapshot'] as const) {
    if (versions[role] > 0) await bringMetadata(from, to, { role, version: versions[role] });
  }
  await bringMetadata(from, to, { role: 'timestamp', version: 0 });
}
