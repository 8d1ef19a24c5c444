/**
 * What a kiosk does now and then: erase captures that are due and keys that nothing needs, make a new root, drop old counts and
 * delivered reports, watch the notice.
 */
import type { Clock } from '../hardware/clock/clock.ts';
import { handleEpoch } from './document/handle.ts';
import type { Device } from '../hardware/device.ts';
import type { LogEvent } from './events.ts';
import type { LaneRunner } from './lane/runner.ts';
import type { RegisteredTravellers } from './finger/registered-travellers.ts';
import { isStale, type Notice } from './notice/notice.ts';
import type { ComparisonCounts } from './store/comparison-counts.ts';
import type { InspectionRecords } from './store/inspection-records.ts';
import type { Outbox } from './uplink/outbox.ts';
import type { EpochKeys } from './vault/keys/epoch-keys.ts';
import type { Vault } from './vault/vault.ts';

/**
 * A copy of the key store opens what was deleted since the root that wraps it was made, for as long as that root exists; so it exists no
 * longer than a day.
 */
const ROOT_MS = 86_400_000;
const ROUND_MS = 5_000;
/** Delivered reports stay this long, for a server that is restored from an older backup. */
const DELIVERED_RETENTION_MS = 7 * 86_400_000;

export interface HousekeepingOptions {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly epochKeys: EpochKeys;
  readonly secureElement: Pick<Device, 'status'>;
  readonly registrations: RegisteredTravellers;
  readonly outbox: Outbox;
  readonly counts: ComparisonCounts;
  readonly inspections: InspectionRecords;
  readonly inspectionRetentionMs: number;
  readonly notice: Notice;
  readonly lane: LaneRunner;
  readonly log: LogEvent;
}

/** Runs at once and then every few seconds by the wall clock, so that a suspended machine catches up. The function stops it. */
export function startHousekeeping(options: HousekeepingOptions): () => Promise<void> {
  const { clock, vault, epochKeys, secureElement, registrations, outbox, counts, inspections } = options;
  const { inspectionRetentionMs, notice, lane, log } = options;
  let cancel: (() => void) | undefined;
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  let noticeStale = false;
  let countedEpoch = '';
  let rotateAt = 0;

  const once = async (): Promise<void> => {
    const now = clock.wallMs();
    if (isStale(notice, now) !== noticeStale) {
      noticeStale = !noticeStale;
      lane.dispatch({ kind: noticeStale ? 'fault-raised' : 'fault-cleared', fault: 'notice' });
    }
    const due = await vault.nextDue();
    if (due !== undefined && due <= now) {
      const { retentionClass, captures } = await vault.eraseDue();
      log({ event: 'captures-erased', retentionClass, captures });
    }
    const registrationDue = await registrations.nextDue();
    if (registrationDue !== undefined && registrationDue <= now) {
      log({ event: 'registrations-erased', why: 'due', registrations: await registrations.eraseDue() });
    }
    const keys = (await vault.destroyUnusedKeys()) + (await registrations.destroyUnusedKeys());
    if (keys > 0) log({ event: 'epoch-keys-destroyed', keys });
    if (now >= rotateAt && lane.view().phase === 'idle' && secureElement.status().kind === 'ready') {
      log({ event: 'root-rotated', ...(await epochKeys.rotateRoot()) });
      rotateAt = now + ROOT_MS;
    }
    if (handleEpoch(now) !== countedEpoch) {
      countedEpoch = handleEpoch(now);
      await counts.dropBefore(countedEpoch);
      await inspections.dropBefore(now - inspectionRetentionMs);
      await outbox.prune(now - DELIVERED_RETENTION_MS);
    }
  };
  const go = (): void => {
    round = once()
      .catch((error: unknown) => {
        log({
          event: 'step-failed',
          step: 'housekeeping',
          error: error instanceof Error ? error.name : 'unknown',
          code: 'none',
        });
      })
      .finally(() => {
        if (!stopped) cancel = clock.after(ROUND_MS, go);
      });
  };
  go();
  return async () => {
    stopped = true;
    cancel?.();
    await round;
  };
}
