/**
 * The client workflow of the TUF specification (§5.3 to §5.6) with the checks of `tuf-js`. This file fetches, within limits, and stores
 * durably. The library's own `Updater` does the same without durable files, with the machine's clock, and does not list all targets.
 */
import type { Metadata, Targets } from '@tufjs/models';
import { LengthOrHashMismatchError, UnsignedMetadataError } from '@tufjs/models/dist/error.js';
import { BadVersionError, EqualVersionError, ExpiredMetadataError } from 'tuf-js/dist/error.js';
import { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import type { ReleaseFailure } from '../../../server/contract/release-status.ts';
import {
  METADATA_LIMITS,
  metadataFile,
  type ReleaseRole,
  ROOT_CHAIN_LIMIT,
} from '../../../server/contract/release-repository.ts';
import { readReleaseMetadata } from '../../../server/contract/release-metadata.ts';
import { ROLL_OUTS_MEMBER, type RollOutGate, rollOutGatesSchema } from '../../../server/contract/roll-out.ts';
import { WITHDRAWN_LISTS_MEMBER, withdrawnListsSchema } from '../../../server/contract/withdrawn-lists.ts';
import type { MetadataStore } from './metadata-store.ts';
import { ReleaseRefused } from './release-failure.ts';
import type { ReleaseSource, SourceAnswer } from './release-source.ts';

export interface RefreshParts {
  readonly source: ReleaseSource;
  readonly store: MetadataStore;
  /** The root that the operator installed. It is used when the store has no later one. */
  readonly installedRoot: Uint8Array;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

export interface VerifiedMetadata {
  readonly root: number;
  /** Ids of the keys that may sign each role. */
  readonly signers: Readonly<Record<'targets' | 'watchlist', readonly string[]>>;
  readonly targets: Metadata<Targets>;
  /** The steps of staged releases that the server has opened. */
  readonly gates: readonly RollOutGate[];
  /** Watchlists whose agreement has ended. The lane drops them. */
  readonly withdrawn: ReadonlySet<string>;
  /** `undefined` when the repository has none, or it was refused. */
  readonly watchlist: Metadata<Targets> | undefined;
  /** Why the watchlist was refused; the other targets are usable. */
  readonly watchlistFailure: ReleaseFailure | undefined;
}

/** Rejects with `ReleaseRefused`. Accepted metadata stay stored, as the specification requires. */
export async function refreshMetadata(parts: RefreshParts): Promise<VerifiedMetadata> {
  const trusted = openTrusted(parts);
  await followRoots(trusted, parts);
  await takeTimestamp(trusted, parts);
  await takeSnapshot(trusted, parts);
  const targets = await takeTargets(trusted, 'targets', parts);
  const isListed = trusted.snapshot?.signed.meta['watchlist.json'] !== undefined;
  const verified: VerifiedMetadata = {
    root: trusted.root.signed.version,
    signers: {
      targets: trusted.root.signed.roles['targets']?.keyIDs ?? [],
      watchlist: targets.signed.delegations?.roles?.['watchlist']?.keyIDs ?? [],
    },
    targets,
    gates: gatesOf(trusted),
    withdrawn: withdrawnBy(trusted),
    watchlist: undefined,
    watchlistFailure: undefined,
  };
  if (!isListed) return verified;
  try {
    return { ...verified, watchlist: await takeTargets(trusted, 'watchlist', parts) };
  } catch (error) {
    if (!(error instanceof ReleaseRefused)) throw error;
    return { ...verified, watchlistFailure: error.code };
  }
}

/** Gates in a form that this lane does not support are ignored: staged releases wait then. */
function gatesOf({ snapshot }: TrustedMetadataStore): readonly RollOutGate[] {
  const read = rollOutGatesSchema.safeParse(snapshot?.signed.unrecognizedFields[ROLL_OUTS_MEMBER]);
  return read.data ?? [];
}

/** A member in a form that this lane does not support withdraws nothing. */
function withdrawnBy({ snapshot }: TrustedMetadataStore): ReadonlySet<string> {
  const read = withdrawnListsSchema.safeParse(snapshot?.signed.unrecognizedFields[WITHDRAWN_LISTS_MEMBER]);
  return new Set(read.data ?? []);
}

/** The store of verified metadata, from the newest root that the lane has. */
function openTrusted({ store, installedRoot, nowMs }: RefreshParts): TrustedMetadataStore {
  const kept = store.read('root');
  const trusted =
    (kept && trustedFrom(kept)) ??
    judged('root', () => {
      assertForm('root', installedRoot);
      return new TrustedMetadataStore(Buffer.from(installedRoot));
    });
  // The library would use the machine's clock, which can be set back
  return Object.assign(trusted, { referenceTime: new Date(nowMs) });
}

/** `undefined` for a damaged file. */
function trustedFrom(root: Buffer): TrustedMetadataStore | undefined {
  try {
    assertForm('root', root);
    return new TrustedMetadataStore(root);
  } catch {
    return undefined;
  }
}

/** §5.3: each next root, signed by the root before it and by itself. */
async function followRoots(trusted: TrustedMetadataStore, parts: RefreshParts): Promise<void> {
  for (let count = 0; count < ROOT_CHAIN_LIMIT; count += 1) {
    const answer = await fetchMetadata('root', trusted.root.signed.version + 1, parts);
    if (answer.kind === 'absent') return;
    const bytes = bytesOf('root', answer);
    judged('root', () => {
      assertForm('root', bytes);
      trusted.updateRoot(bytes);
    });
    keep(parts, 'root', bytes, () => parts.store.keepRoot(trusted.root.signed.version, bytes));
  }
}

/** §5.4. */
async function takeTimestamp(trusted: TrustedMetadataStore, parts: RefreshParts): Promise<void> {
  const kept = parts.store.read('timestamp');
  // Metadata that this root did not sign, for example after a change of keys, do not protect against rollback
  if (kept !== undefined) attempt(() => updateTimestamp(trusted, kept));
  const bytes = bytesOf('timestamp', await fetchMetadata('timestamp', 0, parts));
  try {
    judged('timestamp', () => updateTimestamp(trusted, bytes));
  } catch (error) {
    if (error instanceof ReleaseRefused && error.cause instanceof EqualVersionError) return;
    throw error;
  }
  keep(parts, 'timestamp', bytes);
}

/** §5.5. */
async function takeSnapshot(trusted: TrustedMetadataStore, parts: RefreshParts): Promise<void> {
  const kept = parts.store.read('snapshot');
  if (kept !== undefined && attempt(() => updateSnapshot(trusted, kept, true))) return;
  const version = trusted.timestamp?.signed.snapshotMeta.version ?? 0;
  const bytes = bytesOf('snapshot', await fetchMetadata('snapshot', version, parts));
  judged('snapshot', () => updateSnapshot(trusted, bytes, false));
  keep(parts, 'snapshot', bytes);
}

/** §5.6. */
async function takeTargets(
  trusted: TrustedMetadataStore,
  role: 'targets' | 'watchlist',
  parts: RefreshParts,
): Promise<Metadata<Targets>> {
  const kept = parts.store.read(role);
  if (kept === undefined || !attempt(() => updateTargets(trusted, kept, role))) {
    const version = trusted.snapshot?.signed.meta[`${role}.json`]?.version ?? 0;
    const bytes = bytesOf(role, await fetchMetadata(role, version, parts));
    judged(role, () => updateTargets(trusted, bytes, role));
    keep(parts, role, bytes);
  }
  const metadata = trusted.getRole(role);
  if (metadata === undefined) throw new ReleaseRefused('malformed', role);
  return metadata;
}

function fetchMetadata(role: ReleaseRole, version: number, { source, signal }: RefreshParts): Promise<SourceAnswer> {
  return source.metadata(metadataFile(role, version), METADATA_LIMITS[role], signal);
}

function bytesOf(role: ReleaseRole, answer: SourceAnswer): Buffer {
  if (answer.kind === 'bytes') return Buffer.from(answer.bytes);
  throw new ReleaseRefused(answer.kind, role);
}

function keep(
  { store }: RefreshParts,
  role: ReleaseRole,
  bytes: Uint8Array,
  first: () => void = () => undefined,
): void {
  try {
    first();
    store.write(role, bytes);
  } catch (cause) {
    throw new ReleaseRefused('disk', role, { cause });
  }
}

function attempt(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}

/** Throws `ReleaseRefused` with the library's error as its cause. */
function judged<T>(role: ReleaseRole, use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw cause instanceof ReleaseRefused ? cause : new ReleaseRefused(codeOf(cause), role, { cause });
  }
}

function codeOf(error: unknown): ReleaseFailure {
  if (error instanceof UnsignedMetadataError) return 'unsigned';
  if (error instanceof ExpiredMetadataError) return 'expired';
  if (error instanceof BadVersionError) return 'rolled-back';
  return error instanceof LengthOrHashMismatchError ? 'mixed' : 'malformed';
}

function updateTimestamp(trusted: TrustedMetadataStore, bytes: Buffer): void {
  assertForm('timestamp', bytes);
  trusted.updateTimestamp(bytes);
}

function updateSnapshot(trusted: TrustedMetadataStore, bytes: Buffer, isKept: boolean): void {
  // Bytes that are not the named ones are not read
  if (!isKept) trusted.timestamp?.signed.snapshotMeta.verify(bytes);
  assertForm('snapshot', bytes);
  trusted.updateSnapshot(bytes, isKept);
}

function updateTargets(trusted: TrustedMetadataStore, bytes: Buffer, role: 'targets' | 'watchlist'): void {
  trusted.snapshot?.signed.meta[`${role}.json`]?.verify(bytes);
  assertForm(role, bytes);
  trusted.updateDelegatedTargets(bytes, role, role === 'targets' ? 'root' : 'targets');
}

/** Throws `ReleaseRefused` for a file that the library must not read. */
function assertForm(role: ReleaseRole, bytes: Uint8Array): void {
  const read = readReleaseMetadata(role, bytes);
  if (read.kind !== 'read') throw new ReleaseRefused(read.kind, role, { cause: new Error(read.fault) });
}
