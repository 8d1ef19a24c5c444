/**
 * The server's own metadata: the snapshot names the newest metadata of people, and the timestamp names the snapshot. Short lifetimes limit
 * how long an old state can be shown to a lane.
 */
import { createFileSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { Metadata, Snapshot } from '@tufjs/models';
import { metadataFile } from '../../contract/release-repository.ts';
import { ROLL_OUTS_MEMBER, type RollOutGate, rollOutGatesSchema } from '../../contract/roll-out.ts';
import type { WatchlistId } from '../../contract/watchlist.ts';
import { WITHDRAWN_LISTS_MEMBER, withdrawnListsSchema } from '../../contract/withdrawn-lists.ts';
import type { SigningKey } from '../../platform/transparency/note/signer.ts';
import { expiryAt, isSigned, metadataText, newMetadata, type SignedJson, signMetadata } from './metadata.ts';
import { ReleaseError } from './release-error.ts';
import type { NumberedRole, Repository } from './repository.ts';

const HOUR_MS = 3_600_000;
export const TIMESTAMP_LIFETIME_MS = 24 * HOUR_MS;
export const SNAPSHOT_LIFETIME_MS = 7 * 24 * HOUR_MS;
/** A timestamp is replaced when this much of its lifetime has passed, ms. */
export const TIMESTAMP_EVERY_MS = HOUR_MS;

export type Renewal = 'renewed' | 'current';

/** Statements of the server in its snapshot. Absent: as before. */
export interface SnapshotStatements {
  readonly gates?: readonly RollOutGate[];
  /** Lists whose agreement has ended. */
  readonly withdrawn?: readonly WatchlistId[];
}

/**
 * Renews snapshot and timestamp when people have published, when a statement has changed, or when they are old. Rejects with `ReleaseError`:
 * `unsigned` when the root does not name the server's key.
 */
export async function renewMetadata(
  repository: Repository,
  key: SigningKey,
  nowMs: number,
  stated: SnapshotStatements = {},
): Promise<Renewal> {
  const known = statedBefore(repository);
  const statements = { ...known, ...stated };
  const root = repository.readNewest('root');
  const before = newestSnapshot(repository);
  const meta = metaOf(repository);
  const isOld = before === undefined || Date.parse(before.signed.expires) - nowMs < SNAPSHOT_LIFETIME_MS / 2;
  const isNamed = before !== undefined && isSigned(root, 'snapshot', before);
  const isNews =
    JSON.stringify(meta) !== JSON.stringify(before?.signed.toJSON()['meta']) || textOf(statements) !== textOf(known);
  if (isOld || isNews || !isNamed) {
    const version = repository.newest('snapshot') + 1;
    const snapshot = newMetadata('snapshot', {
      version,
      expires: expiryAt(nowMs + SNAPSHOT_LIFETIME_MS),
      meta,
      ...membersOf(statements),
    });
    await signMetadata(snapshot, key);
    if (!isSigned(root, 'snapshot', snapshot)) throw new ReleaseError('unsigned', "the root has another server's key");
    createFileSync(repository.path(metadataFile('snapshot', version)), metadataText(snapshot), { mode: 0o644 });
  }
  return renewTimestamp(repository, key, nowMs);
}

async function renewTimestamp(repository: Repository, key: SigningKey, nowMs: number): Promise<Renewal> {
  const root = repository.readNewest('root');
  const before = repository.timestamp();
  const snapshot = describe(repository, 'snapshot');
  const age = before === undefined ? Infinity : TIMESTAMP_LIFETIME_MS - (Date.parse(before.signed.expires) - nowMs);
  const isNews = before?.signed.snapshotMeta.version !== snapshot.version;
  if (before !== undefined && !isNews && age < TIMESTAMP_EVERY_MS && isSigned(root, 'timestamp', before)) {
    return 'current';
  }
  const timestamp = newMetadata('timestamp', {
    version: (before?.signed.version ?? 0) + 1,
    expires: expiryAt(nowMs + TIMESTAMP_LIFETIME_MS),
    meta: { 'snapshot.json': snapshot },
  });
  await signMetadata(timestamp, key);
  if (!isSigned(root, 'timestamp', timestamp)) throw new ReleaseError('unsigned', "the root has another server's key");
  replaceFileSync(repository.path(metadataFile('timestamp', 0)), metadataText(timestamp), { mode: 0o644 });
  return 'renewed';
}

type Statements = Required<SnapshotStatements>;

function membersOf({ gates, withdrawn }: Statements): SignedJson {
  return {
    ...(gates.length > 0 && { [ROLL_OUTS_MEMBER]: gates }),
    ...(withdrawn.length > 0 && { [WITHDRAWN_LISTS_MEMBER]: [...withdrawn].sort() }),
  };
}

function textOf(statements: Statements): string {
  return JSON.stringify(membersOf(statements));
}

/** The statements in the newest snapshot. */
function statedBefore(repository: Repository): Statements {
  const members = newestSnapshot(repository)?.signed.unrecognizedFields;
  return {
    gates: rollOutGatesSchema.safeParse(members?.[ROLL_OUTS_MEMBER]).data ?? [],
    withdrawn: withdrawnListsSchema.safeParse(members?.[WITHDRAWN_LISTS_MEMBER]).data ?? [],
  };
}

function newestSnapshot(repository: Repository): Metadata<Snapshot> | undefined {
  return repository.newest('snapshot') === 0 ? undefined : repository.readNewest('snapshot');
}

function metaOf(repository: Repository): SignedJson {
  const roles = (['targets', 'watchlist'] as const).filter((role) => repository.newest(role) > 0);
  return Object.fromEntries(roles.map((role) => [`${role}.json`, describe(repository, role)]));
}

/** Version, length and digest of the newest metadata of a role. The members are in the order of the library. */
function describe(repository: Repository, role: NumberedRole): { readonly version: number } & SignedJson {
  const version = repository.newest(role);
  const bytes = readFileSync(repository.path(metadataFile(role, version)));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { version, length: bytes.length, hashes: { sha256 } };
}
