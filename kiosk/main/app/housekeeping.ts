/**
 * Periodic tasks of a kiosk: erase due captures and unused keys, create a new root, drop old counts and delivered
 * reports, check the notice.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { handleEpoch } from '../../rules/document/handle.ts';
import type { Device } from '../../../hardware/device/device.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { LaneFault } from '../../platform/base/vocabulary.ts';
import type { HandleKeeper } from '../../fleet/handles/handle-keeper.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import type { KeptCountsWatch } from '../storage/kept-counts.ts';
import type { KeptTime } from '../storage/kept-time.ts';
import type { Retention } from '../../vault/retention/retention.ts';
import { isStale, type Notice } from '../../rules/notice/notice.ts';
import { KEPT_CLASSES } from '../../vault/captures/kept-class.ts';

/**
 * Lifetime of a root. A copy of the key store can open data that was deleted since the creation of its root, while
 * that root exists.
 */
const ROOT_MS = 86_400_000;
const ROUND_MS = 5_000;
/** Interval of storing the latest time, ms. */
const REMEMBER_MS = 60_000;
/** Interval of checking the disk, ms. */
const PROBE_MS = 60_000;
/** Storage time of delivered reports, for a server that is restored from an older backup, ms. */
const DELIVERED_RETENTION_MS = 7 * 86_400_000;

export interface HousekeepingOptions {
  readonly clock: Clock;
  readonly time: KeptTime;
  readonly log: LogEvent;
  readonly lane: LaneRunner;
  readonly secureElement: Pick<Device, 'status'>;
  readonly handleKeeper: Pick<HandleKeeper, 'round'>;
  readonly storage: Stores;
  readonly keptCounts: Pick<KeptCountsWatch, 'count'>;
  readonly retention: Retention;
  readonly notice: Notice;
}

type Stores = Pick<LaneStorage, 'vault' | 'epochKeys' | 'registrations' | 'faceRegistrations' | 'journal' | 'receipts'>;

/** Runs at once and then every few seconds. The returned function stops it. */
export function startHousekeeping(options: HousekeepingOptions): () => Promise<void> {
  const { clock, time, log, lane, secureElement, handleKeeper, storage, keptCounts, retention, notice } = options;
  const { epochKeys, receipts } = storage;
  const { outbox, counts, inspections, usedCodes } = storage.journal;
  let cancel: (() => void) | undefined;
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  let countedEpoch = '';
  let rotateAt = 0;
  let rememberAt = 0;
  let probeAt = 0;

  const noticeFault = faultSwitch(lane, 'notice');
  const clockFault = faultSwitch(lane, 'clock');

  const once = async (): Promise<void> => {
    const now = time.nowMs();
    noticeFault(isStale(notice, now));
    clockFault(time.trouble() !== undefined);
    await probe(now);
    if (now >= rememberAt) {
      time.remember();
      rememberAt = now + REMEMBER_MS;
    }
    await handleRound(now).catch(failed);
    await vaultRound();
    await receipts.flush();
    await keptCounts.count();
    if (now >= rotateAt && lane.view().phase === 'idle' && secureElement.status().kind === 'ready') {
      log({ event: 'root-rotated', ...(await epochKeys.rotateRoot()) });
      rotateAt = now + ROOT_MS;
    }
    if (handleEpoch(now) !== countedEpoch) {
      countedEpoch = handleEpoch(now);
      await counts.dropBefore(countedEpoch);
      await usedCodes.dropEnded(now);
      await receipts.erase({ retentionClass: 'inspection-records', cause: 'due' }, (atMs) =>
        inspections.dropBefore(atMs - retention.limitMs('inspection-records')),
      );
      await outbox.prune(now - DELIVERED_RETENTION_MS);
    }
  };
  /** Without today's handles comparisons cannot be counted, so the lane is out of service. */
  async function handleRound(now: number): Promise<void> {
    if (secureElement.status().kind !== 'ready') return;
    try {
      const state = await handleKeeper.round(now);
      lane.dispatch({ kind: state === 'ready' ? 'fault-cleared' : 'fault-raised', fault: 'handle-keys' });
    } catch (error) {
      lane.dispatch({ kind: 'fault-raised', fault: 'handle-keys' });
      throw error;
    }
  }
  /** A lane that cannot erase due data, or whose keys belong to another secure element, is out of service. */
  async function vaultRound(): Promise<void> {
    try {
      if (secureElement.status().kind === 'ready') await epochKeys.checkOwner();
      await eraseDue(storage, log);
      lane.dispatch({ kind: 'fault-cleared', fault: 'vault' });
    } catch (error) {
      // A missing secure element is a separate fault
      if (!(error instanceof DeviceError)) lane.dispatch({ kind: 'fault-raised', fault: 'vault' });
      throw error;
    }
  }
  /** Checks that the disk can be written to before a traveller arrives, and more often after a failure. */
  async function probe(now: number): Promise<void> {
    if (now < probeAt && !lane.lane().faults.includes('outbox')) return;
    try {
      await storage.journal.probe();
      probeAt = now + PROBE_MS;
      lane.dispatch({ kind: 'fault-cleared', fault: 'outbox' });
    } catch (error) {
      lane.dispatch({ kind: 'fault-raised', fault: 'outbox' });
      throw error;
    }
  }

  const failed = (error: unknown): void => {
    const name = errorName(error);
    log({ event: 'step-failed', step: 'housekeeping', error: name, code: 'none' });
  };
  const go = (): void => {
    round = once()
      .catch(failed)
      .finally(() => {
        if (!stopped) cancel = clock.after(ROUND_MS, go);
      });
  };
  go();
  return async () => {
    stopped = true;
    cancel?.();
    await round;
    await receipts.flush(true).catch(failed);
  };
}

/** Erases captures and registrations that are due, and destroys keys that are no longer needed. */
async function eraseDue({ vault, registrations, faceRegistrations, receipts }: Stores, log: LogEvent): Promise<void> {
  for (const retentionClass of KEPT_CLASSES) {
    const captures = await receipts.erase({ retentionClass, cause: 'due' }, (atMs) =>
      vault.eraseDue(retentionClass, atMs),
    );
    if (captures > 0) log({ event: 'captures-erased', retentionClass, captures });
  }
  const gone = await receipts.erase({ retentionClass: 'registered-traveller', cause: 'due' }, registrations.eraseDue);
  if (gone > 0) log({ event: 'registrations-erased', why: 'due', registrations: gone });
  const keys =
    (await vault.destroyUnusedKeys()) +
    (await registrations.destroyUnusedKeys()) +
    (await faceRegistrations.destroyUnused());
  if (keys > 0) log({ event: 'epoch-keys-destroyed', keys });
}

/** Returns a function that raises or clears the fault when its condition changes. At first the fault is cleared. */
function faultSwitch(lane: Pick<LaneRunner, 'dispatch'>, fault: LaneFault): (isRaised: boolean) => void {
  let raised = false;
  return (isRaised) => {
    if (isRaised === raised) return;
    raised = isRaised;
    lane.dispatch({ kind: isRaised ? 'fault-raised' : 'fault-cleared', fault });
  };
}
