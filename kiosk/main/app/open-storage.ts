import { type LaneStorage, openLaneStorage } from '../storage/lane-storage.ts';
import type { NewReports } from '../../fleet/uplink/new-reports.ts';
import type { Foundation } from './foundation.ts';
import type { Hardware } from './open-hardware.ts';
import type { Rules } from './open-rules.ts';

/**
 * Opens everything that the lane stores, and locks the keys while the secure element is unavailable. Rejects like
 * `openLaneStorage`.
 */
export async function openStorage(
  { config, time, clock, log, opened }: Foundation,
  { retention }: Rules,
  { devices }: Hardware,
  reports: NewReports,
): Promise<LaneStorage> {
  const { secureElement } = devices;
  const onReport = () => reports.announce();
  const storage = opened.add(await openLaneStorage(config, { time, clock, retention, secureElement, onReport }));
  const { opening } = storage.epochKeys;
  if (opening.lost + opening.rewrapped + opening.rootsDestroyed > 0) log({ event: 'root-rotated', ...opening });
  opened.push(
    secureElement.onStatus(({ kind }) => {
      if (kind === 'disconnected' || kind === 'faulted') storage.epochKeys.lock();
    }),
  );
  return storage;
}
