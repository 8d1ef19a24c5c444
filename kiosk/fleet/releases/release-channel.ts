/**
 * The lane's side of the signed channel: updates from the server periodically and from a folder when one is brought, and shows the targets
 * in use. Nothing that a source does removes a target that is in use.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import type { KioskId } from '../../../server/contract/field.ts';
import { type ReleaseKind, releasePath } from '../../../server/contract/release.ts';
import type { LaneReleases } from '../../../server/contract/lane-releases.ts';
import { type ReleaseStanding, releaseStanding } from '../../../server/contract/release-standing.ts';
import { isShadow } from '../../../server/contract/shadow-passage.ts';
import { NAMED_TARGETS, type ReleaseFailure, type ReleaseStatus } from '../../../server/contract/release-status.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LaneFolders } from '../../platform/base/key-dir.ts';
import { memoryFileIn } from '../../platform/base/memory-file.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { heldTargets } from './held-targets.ts';
import { MetadataStore, releasedMetadata } from './metadata-store.ts';
import type { Offer } from './offers.ts';
import { ReleaseRefused } from './release-failure.ts';
import type { ReleasedTarget, ReleasedTargets } from './released-target.ts';
import type { ReleaseSource } from './release-source.ts';
import { TargetBoard } from './target-board.ts';
import { type ReleaseRecord, TargetStore } from './target-store.ts';
import { updateFrom } from './update.ts';

export interface ReleaseChannelOptions {
  readonly lane: KioskId;
  readonly folders: LaneFolders;
  /** File of the root that the operator installed. */
  readonly rootFile: string;
  /** The targets that the lane uses. Others are not fetched. */
  readonly wants: (kind: ReleaseKind, name: string) => boolean;
  /** Whether the lane can use the content of a target. Otherwise the version in use stays. */
  readonly accepts: (target: ReleasedTarget) => boolean;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export interface ReleaseChannel {
  readonly targets: ReleasedTargets;
  /**
   * One update now, after the one that runs. Resolves to the reason when it was not complete. Never rejects. A folder on a medium does not
   * wait for a slow server: the server's update is cut short, and continues later where it was.
   */
  update(source: ReleaseSource): Promise<ReleaseFailure | undefined>;
  /** Targets in use whose signature has expired: while there are any, the lane refers all travellers. */
  tooOld(): readonly ReleasedTarget[];
  /** How fresh the targets in use are, now. */
  standing(): ReleaseStanding;
  status(): ReleaseStatus;
  /** The targets in use for the lane's message to the server. */
  held(): ChannelState;
  /** Calls `listener` when the status or the standing changed, but not for each piece of a transfer. */
  onStatus(listener: () => void): void;
  close(): Promise<void>;
}

export type ChannelState = Pick<
  LaneReleases,
  'standing' | 'root' | 'targets' | 'watchlist' | 'checkedAt' | 'failure' | 'held' | 'heldCount'
>;

/** Rejects with `MemoryError` when the record is damaged or lost, and with the system's error when the root cannot be read. */
export async function openReleaseChannel(options: ReleaseChannelOptions): Promise<ReleaseChannel> {
  const { folders } = options;
  const store = new TargetStore(join(folders.dataDir, 'releases', 'targets'), memoryFileIn(folders, 'releases'));
  const metadata = new MetadataStore(releasedMetadata(folders.dataDir));
  const installedRoot = readFileSync(options.rootFile);
  const record = await withoutDamaged(store, store.readRecord(), options.log);
  return new OpenChannel(options, { store, metadata, installedRoot }, record);
}

interface Stores {
  readonly store: TargetStore;
  readonly metadata: MetadataStore;
  readonly installedRoot: Uint8Array;
}

/** The watchlist has its own limits in the policy. Models, and a policy that judges beside the one in use, decide nothing. */
function isLimited({ kind, name }: Pick<ReleasedTarget, 'kind' | 'name'>): boolean {
  if (kind === 'watchlist' || kind === 'models') return false;
  return kind !== 'decision-policy' || !isShadow({ name });
}

/** Time that an update from the server has before a folder goes first, ms. A lane with a stick is current within a minute. */
const PATIENCE_MS = 15_000;

class OpenChannel implements ReleaseChannel {
  readonly #options: ReleaseChannelOptions;
  readonly #stores: Stores;
  readonly #board = new TargetBoard();
  readonly #queue = serialQueue();
  readonly #stop = new AbortController();
  readonly #listeners = new Set<() => void>();
  #record: ReleaseRecord | undefined;
  #failure: ReleaseFailure | undefined;
  #lastFailure: LaneReleases['failure'];
  #fetching: ReleaseStatus['fetching'];
  #told = '';
  /** Cuts an update from the server short; `undefined` while there is none. */
  #cutShort: (() => void) | undefined;

  constructor(options: ReleaseChannelOptions, stores: Stores, record: ReleaseRecord | undefined) {
    this.#options = options;
    this.#stores = stores;
    this.#record = record;
    this.#board.show(this.#used());
    // A lane without a network reports at once which targets are too old
    if (record !== undefined) this.#tell('start');
  }

  get targets(): ReleasedTargets {
    return this.#board;
  }

  async update(source: ReleaseSource): Promise<ReleaseFailure | undefined> {
    if (source.name === 'server') return this.#queue.run(() => this.#update(source));
    const cancel = this.#options.clock.after(PATIENCE_MS, () => this.#cutShort?.());
    return this.#queue.run(() => {
      cancel();
      return this.#update(source);
    });
  }

  async #update(source: ReleaseSource): Promise<ReleaseFailure | undefined> {
    if (this.#stop.signal.aborted) return 'unreachable';
    const before = this.#record;
    const cut = new AbortController();
    if (source.name === 'server') this.#cutShort = () => cut.abort();
    this.#failure = await underSignals([this.#stop.signal, cut.signal], (signal) => this.#updateFrom(source, signal));
    this.#cutShort = undefined;
    if (this.#failure !== undefined) {
      this.#lastFailure = { code: this.#failure, at: Math.round(this.#options.clock.wallMs()) };
    }
    this.#fetching = undefined;
    if (this.#record !== before) this.#board.show(this.#used());
    if (this.#failure === undefined) this.#removeOthers();
    this.#tell(source.name);
    return this.#failure;
  }

  tooOld(): readonly ReleasedTarget[] {
    const nowMs = this.#options.clock.wallMs();
    return this.#used().filter((one) => one.expiresAtMs <= nowMs && isLimited(one));
  }

  standing(): ReleaseStanding {
    const limited = this.#used().filter(isLimited);
    const firstExpiry = limited.length === 0 ? undefined : Math.min(...limited.map(({ expiresAtMs }) => expiresAtMs));
    return releaseStanding({ checkedAt: this.#record?.checkedAtMs ?? 0, firstExpiry }, this.#options.clock.wallMs());
  }

  held(): ChannelState {
    const used = this.#used();
    return {
      standing: this.standing(),
      root: this.#record?.root ?? 0,
      targets: this.#record?.targets.version ?? 0,
      watchlist: this.#record?.watchlist?.version ?? 0,
      checkedAt: this.#record?.checkedAtMs ?? 0,
      ...(this.#lastFailure !== undefined && { failure: this.#lastFailure }),
      held: heldTargets(used),
      heldCount: used.length,
    };
  }

  status(): ReleaseStatus {
    const named = (targets: readonly ReleasedTarget[]): ReleaseStatus['inUse'] =>
      targets.slice(0, NAMED_TARGETS).map(({ kind, name, version }) => ({ kind, name, version }));
    const used = this.#used();
    return {
      root: this.#record?.root ?? 0,
      targets: this.#record?.targets.version ?? 0,
      checkedAt: this.#record?.checkedAtMs ?? 0,
      ...(this.#failure !== undefined && { failure: this.#failure }),
      inUse: named(used),
      inUseCount: used.length,
      tooOld: named(this.tooOld()),
      ...(this.#fetching !== undefined && { fetching: this.#fetching }),
    };
  }

  onStatus(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#queue.settled();
  }

  async #updateFrom(source: ReleaseSource, signal: AbortSignal): Promise<ReleaseFailure | undefined> {
    const { lane, clock, wants, accepts, log } = this.#options;
    const { store: targets, metadata, installedRoot } = this.#stores;
    const onProgress = ({ kind, name, version, length }: Offer, done: number): void => {
      this.#fetching = { kind, name, version, done, length };
    };
    try {
      const parts = { lane, clock, metadata, targets, installedRoot, wants, accepts, onProgress };
      const updated = await updateFrom(source, this.#record, parts, signal);
      this.#record = updated.record;
      return updated.failure;
    } catch (error) {
      if (error instanceof ReleaseRefused) return error.code;
      log({ event: 'step-failed', step: 'update-releases', error: errorName(error), code: 'none' });
      return 'malformed';
    }
  }

  #used(): readonly ReleasedTarget[] {
    return (this.#record?.inUse ?? []).map((target) => this.#stores.store.released(target));
  }

  /** After a complete update, whose readers were notified. Interrupted transfers continue until then. */
  #removeOthers(): void {
    this.#stores.store.removeOthers(new Set(this.#record?.inUse.map(({ digest }) => digest)));
  }

  #tell(source: ReleaseSource['name'] | 'start'): void {
    const { checkedAt: _checked, ...told } = this.status();
    const standing = this.standing();
    const now = JSON.stringify([told, standing]);
    if (now === this.#told) return;
    this.#told = now;
    this.#options.log({
      event: 'releases',
      source,
      standing,
      targets: told.targets,
      inUse: this.#used().map(releasePath),
      tooOld: this.tooOld().map(releasePath),
      ...(told.failure !== undefined && { failure: told.failure }),
    });
    for (const listener of this.#listeners) listener();
  }
}

/** A damaged file is no longer in use, and is fetched again. */
async function withoutDamaged(
  store: TargetStore,
  record: ReleaseRecord | undefined,
  log: LogEvent,
): Promise<ReleaseRecord | undefined> {
  if (record === undefined) return undefined;
  const inUse = [];
  for (const target of record.inUse) {
    if (await store.holds(target)) inUse.push(target);
    else log({ event: 'release-damaged', target: releasePath(target) });
  }
  return { ...record, inUse };
}
