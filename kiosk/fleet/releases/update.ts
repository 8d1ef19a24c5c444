/** One update from one source: verify the metadata, choose, fetch, and put in use. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { KioskId } from '../../../server/contract/field.ts';
import type { ReleaseKind } from '../../../server/contract/release.ts';
import { readListPart } from '../../../server/contract/released-watchlist.ts';
import type { ReleaseFailure } from '../../../server/contract/release-status.ts';
import { downloadTarget } from './download.ts';
import type { MetadataStore } from './metadata-store.ts';
import { chooseOffers, type Offer, offersIn } from './offers.ts';
import { refreshMetadata, type VerifiedMetadata } from './refresh.ts';
import { ReleaseRefused } from './release-failure.ts';
import type { ReleasedTarget } from './released-target.ts';
import type { ReleaseSource } from './release-source.ts';
import type { ReleaseRecord, TargetStore, UsedTarget } from './target-store.ts';

export interface UpdateParts {
  readonly lane: KioskId;
  readonly clock: Clock;
  readonly metadata: MetadataStore;
  readonly targets: TargetStore;
  readonly installedRoot: Uint8Array;
  readonly wants: (kind: ReleaseKind, name: string) => boolean;
  /** Whether the lane can use the content of a target. Otherwise the version in use stays. */
  readonly accepts: (target: ReleasedTarget) => boolean;
  readonly onProgress: (offer: Offer, done: number) => void;
}

export interface Updated {
  readonly record: ReleaseRecord;
  /** Targets of kinds or terms that this lane does not support. */
  readonly ignored: number;
  /** Why a part of the update was refused; the record has the rest. */
  readonly failure: ReleaseFailure | undefined;
}

/**
 * Rejects with `ReleaseRefused`, and the previous record stays in force. The record on the disk is the record in the answer.
 *
 * @param before the record in force; `undefined` before the first update
 */
export async function updateFrom(
  source: ReleaseSource,
  before: ReleaseRecord | undefined,
  parts: UpdateParts,
  signal: AbortSignal,
): Promise<Updated> {
  const { lane, clock, metadata, targets, installedRoot, wants } = parts;
  const nowMs = Math.round(clock.wallMs());
  const verified = await refreshMetadata({ source, store: metadata, installedRoot, nowMs, signal });
  const floors = floorsOf(verified);
  assertNoRollback(before, verified.root, floors);
  const { offers: all, ignored } = offersIn(verified);
  const isWithdrawn = (target: Pick<UsedTarget, 'kind' | 'name'>): boolean => verified.withdrawn.has(listOf(target));
  const offers = all.filter((offer) => !isWithdrawn(offer));
  const current = before?.inUse ?? [];
  const chosen = chooseOffers(offers, { lane, current, wants, nowMs, gates: verified.gates });
  const { failure, fetched: whole } = await fetchAll(source, chosen, current, parts, signal);
  const incomplete = incompleteLists(chosen, whole);
  const fetched = whole.filter((target) => !incomplete.has(listOf(target)));
  // A target whose successor could not be fetched stays in use, and so do all of a watchlist that was refused or is not complete
  const kept = current.filter((target) => {
    if (isWithdrawn(target) || fetched.some(isSameName(target))) return false;
    if (target.kind !== 'watchlist') return chosen.some(isSameName(target));
    return verified.watchlist === undefined || incomplete.has(listOf(target));
  });
  const record: ReleaseRecord = {
    version: 1,
    root: verified.root,
    targets: floors.targets,
    watchlist: floors.watchlist ?? before?.watchlist ?? null,
    checkedAtMs: nowMs,
    inUse: [...fetched, ...kept],
  };
  keepRecord(targets, before, record);
  return { record, ignored, failure: failure ?? failureOfLists(verified, record) };
}

/** A list is no longer signed once its agreement has ended. If its metadata expire, an update of a lane without another list does not fail. */
function failureOfLists(
  { watchlistFailure, withdrawn }: VerifiedMetadata,
  { inUse }: ReleaseRecord,
): ReleaseFailure | undefined {
  const isOver = withdrawn.size > 0 && !inUse.some(({ kind }) => kind === 'watchlist');
  return isOver && watchlistFailure === 'expired' ? undefined : watchlistFailure;
}

/** A list changes as a whole: a base without its deltas would be older than the previous list. */
function incompleteLists(chosen: readonly Offer[], fetched: readonly UsedTarget[]): ReadonlySet<string> {
  const missing = chosen.filter((offer) => offer.kind === 'watchlist' && !fetched.some(isSameName(offer)));
  return new Set(missing.map(listOf));
}

/** The list of a watchlist's target; empty for other targets. */
function listOf({ kind, name }: Pick<UsedTarget, 'kind' | 'name'>): string {
  return kind === 'watchlist' ? (readListPart(name)?.list ?? name) : '';
}

interface Floors {
  readonly targets: ReleaseRecord['targets'];
  readonly watchlist: ReleaseRecord['targets'] | undefined;
}

/** The versions below which the lane does not go, as long as the same keys sign: new keys are the recovery after a theft. */
function floorsOf({ targets, watchlist, signers }: VerifiedMetadata): Floors {
  const digestOf = (keys: readonly string[]): string => createHash('sha256').update(keys.join()).digest('hex');
  return {
    targets: { version: targets.signed.version, signers: digestOf(signers.targets) },
    watchlist: watchlist && { version: watchlist.signed.version, signers: digestOf(signers.watchlist) },
  };
}

/** The library compares with the stored metadata; the record replaces them when those files are lost. Throws `ReleaseRefused`. */
function assertNoRollback(before: ReleaseRecord | undefined, root: number, floors: Floors): void {
  if (before === undefined) return;
  if (root < before.root) throw new ReleaseRefused('rolled-back', 'root');
  for (const role of ['targets', 'watchlist'] as const) {
    const [floor, now] = [before[role], floors[role]];
    if (floor !== null && now !== undefined && floor.signers === now.signers && now.version < floor.version) {
      throw new ReleaseRefused('rolled-back', role);
    }
  }
}

/** Fetches what is missing, and continues with the next target after a refusal. */
async function fetchAll(
  source: ReleaseSource,
  chosen: readonly Offer[],
  current: readonly UsedTarget[],
  { clock, targets, accepts, onProgress }: UpdateParts,
  signal: AbortSignal,
): Promise<{ readonly fetched: readonly UsedTarget[]; readonly failure: ReleaseFailure | undefined }> {
  const fetched: UsedTarget[] = [];
  let failure: ReleaseFailure | undefined;
  for (const offer of chosen) {
    const { kind, name, version, digest, length: lengthBytes, expiresAtMs } = offer;
    // The files in use were verified at the start
    const same = current.find((target) => isSameName(target)(offer) && target.digest === digest);
    try {
      if (same === undefined && !(await targets.holds({ digest, lengthBytes }))) {
        const step = { source, store: targets, clock, signal };
        await downloadTarget(offer, { ...step, onProgress: (done) => onProgress(offer, done) });
      }
      const fetchedAtMs = same?.fetchedAtMs ?? Math.round(clock.wallMs());
      const used = { kind, name, version, digest, lengthBytes, fetchedAtMs, expiresAtMs };
      if (same === undefined && !accepts(targets.released(used))) throw new ReleaseRefused('malformed', undefined);
      fetched.push(used);
    } catch (error) {
      if (!(error instanceof ReleaseRefused)) throw error;
      failure ??= error.code;
      if (error.code === 'unreachable' || error.code === 'disk') break;
    }
  }
  return { fetched, failure };
}

/** An unchanged record is written now and then only, to spare the disk. Throws `ReleaseRefused` `disk`. */
function keepRecord(targets: TargetStore, before: ReleaseRecord | undefined, record: ReleaseRecord): void {
  const sinceMs = before === undefined ? Infinity : record.checkedAtMs - before.checkedAtMs;
  const isSame = JSON.stringify({ ...before, checkedAtMs: 0 }) === JSON.stringify({ ...record, checkedAtMs: 0 });
  if (isSame && sinceMs < RECORD_EVERY_MS) return;
  try {
    targets.writeRecord(record);
  } catch (cause) {
    throw new ReleaseRefused('disk', undefined, { cause });
  }
}

const RECORD_EVERY_MS = 600_000;

function isSameName(one: Pick<UsedTarget, 'kind' | 'name'>): (other: Pick<UsedTarget, 'kind' | 'name'>) => boolean {
  return ({ kind, name }) => kind === one.kind && name === one.name;
}
