/**
 * The running lane's part of its software: prepares the release that the signed channel has chosen, restarts with it between travellers, and
 * judges a release on trial. The launcher makes the rest of the decisions, before each start.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import type { LaneSoftware, ReturnReason } from '../../../server/contract/lane-software.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { ReleasedTarget, ReleasedTargets } from '../releases/released-target.ts';
import { judgeTrial, missingPart } from './judge-trial.ts';
import { prepareRelease } from './prepare-release.ts';
import { obeyReturn, readReturnOrder, removeReturnOrder } from './return-order.ts';
import {
  type HealthPart,
  healthy,
  left,
  nextAct,
  type Place,
  returnFromTrial,
  settled,
  type Selection,
  type Slot,
  type SoftwareRelease,
  switched,
  versionAt,
  withoutTrial,
} from './selection.ts';
import { readSelection, writeSelection } from './software-folder.ts';
import { SoftwareRefused } from './software-refused.ts';

const LOOK_EVERY_MS = 5_000;
/** A release that could not be prepared is tried again: the disk may have space then. */
const AGAIN_AFTER_MS = 900_000;

/** The lane as this room sees it. */
export interface RestingLane {
  /** Keeps travellers out, once no traveller is in the lane. Idempotent. */
  hold(): void;
  /** Serves travellers again. */
  release(): void;
  /** Whether the lane is empty and serves no traveller: held, or out of service for another cause. */
  isResting(): boolean;
}

export interface FollowSoftwareOptions {
  /** Name of the release. */
  readonly name: string;
  /** Folder of the lane's software. */
  readonly software: string;
  readonly metadata: string;
  readonly installedRoot: Uint8Array;
  /** The place that this program runs from. */
  readonly running: Place;
  readonly targets: ReleasedTargets;
  /** Whether the channel was checked completely since this program started. Until then a missing release does not mean that it was withdrawn. */
  readonly isChecked: () => boolean;
  readonly lane: RestingLane;
  /** The parts that work now. */
  readonly working: () => readonly HealthPart[];
  readonly clock: Clock;
  readonly log: LogEvent;
  /** Ends this program in order; the service manager starts the selected release. */
  readonly restart: () => void;
  readonly prepare?: typeof prepareRelease;
}

export interface SoftwareFollower {
  state(): LaneSoftware;
  onChange(listener: () => void): void;
  /** Resolves when the steps begun so far have ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function followSoftware(options: FollowSoftwareOptions): SoftwareFollower {
  return new Follower(options);
}

class Follower implements SoftwareFollower {
  readonly #options: FollowSoftwareOptions;
  readonly #queue = serialQueue();
  readonly #listeners = new Set<() => void>();
  readonly #startedMs: number;
  readonly #ends: (() => void)[] = [];
  #selection: Selection;
  #wholeSinceMs: number | undefined;
  /** The write that has to be made once the lane rests, before it restarts. */
  #turn: ((selection: Selection) => Selection) | undefined;
  #isReturnOrdered = false;
  #isEnded = false;
  #refused: { readonly digest: string; readonly untilMs: number } | undefined;

  constructor(options: FollowSoftwareOptions) {
    this.#options = options;
    const { software, running, targets, clock, log } = options;
    this.#startedMs = clock.monotonicMs();
    this.#selection = readSelection(software);
    const { returned, trial } = this.#selection;
    log({ event: 'software', state: trial?.slot === running ? 'on-trial' : 'running', version: this.#version() });
    if (returned !== null) {
      log({ event: 'software', state: 'returned', version: returned.release.version, why: returned.why });
    }
    this.#ends.push(targets.follow('software', () => this.#look()));
    const again = (): void => {
      this.#look();
      cancel = clock.after(LOOK_EVERY_MS, again);
    };
    let cancel = clock.after(0, again);
    this.#ends.push(() => cancel());
  }

  state(): LaneSoftware {
    const { returned, trial } = this.#selection;
    const { name, running } = this.#options;
    return {
      name,
      running: this.#version(),
      standing: trial?.slot === running ? 'on-trial' : 'in-use',
      ...(returned !== null && {
        returned: {
          version: returned.release.version,
          to: versionAt(this.#selection, returned.to),
          why: returned.why,
          at: returned.at,
        },
      }),
    };
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  settled(): Promise<void> {
    return this.#queue.settled();
  }

  async close(): Promise<void> {
    this.#isEnded = true;
    for (const end of this.#ends) end();
    await this.#queue.settled();
  }

  #version(): number {
    return versionAt(this.#selection, this.#options.running);
  }

  #look(): void {
    void this.#queue
      .run(() => this.#step())
      .catch((error: unknown) => {
        this.#options.log({ event: 'step-failed', step: 'software', error: errorName(error), code: 'none' });
        // The selection cannot be written: the lane continues with the running release
        if (this.#turn === undefined || this.#isEnded) return;
        this.#turn = undefined;
        this.#isReturnOrdered = false;
        this.#options.lane.release();
      });
  }

  async #step(): Promise<void> {
    if (this.#isEnded) return;
    this.#hearTechnician();
    if (this.#turn !== undefined) return this.#takeTurn(this.#turn);
    const { running, isChecked } = this.#options;
    const { trial } = this.#selection;
    if (trial !== null && trial.slot !== running) {
      // The launcher could not verify it or count its start. Restarting at once could loop without end
      if (this.#options.clock.monotonicMs() - this.#startedMs < AGAIN_AFTER_MS) return;
      this.#write(withoutTrial(this.#selection));
    } else if (trial !== null) this.#judge(trial.before);
    if (this.#turn !== undefined) return;
    const wanted = this.#wanted();
    if (wanted === undefined && !isChecked()) return;
    if (wanted !== undefined) {
      const next = settled(this.#selection, releaseOf(wanted));
      if (next !== this.#selection) this.#write(next);
    }
    const act = nextAct(this.#selection, running, wanted === undefined ? undefined : releaseOf(wanted));
    switch (act.kind) {
      case 'stays':
        return;
      case 'prepares':
        if (wanted !== undefined) await this.#prepare(wanted, act.slot);
        return;
      case 'switches': {
        const before = [...this.#options.working()];
        return this.#wait((selection) => switched(selection, act.slot, before));
      }
      case 'ends-trial':
        return this.#wait(withoutTrial);
      case 'leaves':
        return this.#wait(left);
    }
  }

  /** A technician's order comes before a switch that waits. It is carried out between travellers, and the launcher removes it. */
  #hearTechnician(): void {
    if (this.#isReturnOrdered) return;
    const { software, clock, log } = this.#options;
    const order = readReturnOrder(software);
    if (order === undefined) return;
    const obey = (selection: Selection): Selection => obeyReturn(selection, order, Math.round(clock.wallMs()));
    if (obey(this.#selection) === this.#selection) return removeReturnOrder(software);
    this.#isReturnOrdered = true;
    log({ event: 'software', state: 'ordered', version: order.leaves.version });
    this.#turn = obey;
  }

  #wanted(): ReleasedTarget | undefined {
    const { targets, name } = this.#options;
    return targets.of('software').find((target) => target.name === name);
  }

  #judge(before: readonly HealthPart[]): void {
    const { working, clock, log } = this.#options;
    const now = clock.monotonicMs();
    const works = working();
    if (missingPart({ before, working: works }) === undefined) this.#wholeSinceMs ??= now;
    else this.#wholeSinceMs = undefined;
    const judgement = judgeTrial({
      before,
      working: works,
      runningMs: now - this.#startedMs,
      wholeMs: this.#wholeSinceMs === undefined ? undefined : now - this.#wholeSinceMs,
    });
    if (judgement.kind === 'healthy') {
      this.#write(healthy(this.#selection));
      log({ event: 'software', state: 'healthy', version: this.#version() });
    }
    if (judgement.kind === 'left') this.#leave(judgement.why);
  }

  /** The return is durable at once: a lane that loses power now starts with the good release. */
  #leave(why: ReturnReason): void {
    const { clock, log } = this.#options;
    log({ event: 'software', state: 'returned', version: this.#version(), why });
    this.#write(returnFromTrial(this.#selection, why, Math.round(clock.wallMs())));
    this.#wait((selection) => selection);
  }

  async #prepare(target: ReleasedTarget, slot: Slot): Promise<void> {
    const { software, metadata, installedRoot, clock, log, prepare = prepareRelease } = this.#options;
    const release = releaseOf(target);
    const isSoon = this.#refused !== undefined && clock.monotonicMs() < this.#refused.untilMs;
    if (isSoon && this.#refused?.digest === release.digest) return;
    try {
      await prepare({ software, slot, release, archive: target.file, metadata, installedRoot });
      this.#refused = undefined;
      log({ event: 'software', state: 'ready', version: release.version });
    } catch (error) {
      if (!(error instanceof SoftwareRefused)) throw error;
      this.#refused = { digest: release.digest, untilMs: clock.monotonicMs() + AGAIN_AFTER_MS };
      log({ event: 'software-refused', version: release.version, code: error.code });
    } finally {
      this.#selection = readSelection(software);
    }
  }

  #wait(turn: (selection: Selection) => Selection): void {
    this.#turn = turn;
    this.#takeTurn(turn);
  }

  /** Restarts between travellers, never while one is in the lane. */
  #takeTurn(turn: (selection: Selection) => Selection): void {
    const { lane, log, restart } = this.#options;
    if (!lane.isResting()) {
      lane.hold();
      return;
    }
    lane.hold();
    const next = turn(this.#selection);
    if (next !== this.#selection) this.#write(next);
    const { trial, good } = next;
    log({ event: 'software', state: 'restarts', version: versionAt(next, trial?.slot ?? good) });
    this.#isEnded = true;
    restart();
  }

  #write(next: Selection): void {
    writeSelection(this.#options.software, next);
    this.#selection = next;
    for (const listener of this.#listeners) listener();
  }
}

function releaseOf({ name, version, digest }: ReleasedTarget): SoftwareRelease {
  return { name, version, digest };
}
