import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { type LaneStorage, laneStorageTerms, openLaneStorage } from '../../storage/lane-storage.ts';
import { type KeyConfig, openInitialised } from '../../../lane/devices/initialised-keys.ts';

/** Rejects with `KeyError` `in-use` while the lane runs, because only one process may number its reports. */
export async function withStoppedLane<T>(config: KeyConfig, use: (kept: LaneStorage) => Promise<T>): Promise<T> {
  const secureElement = await openInitialised(config);
  try {
    const kept = await openLaneStorage(config, { ...laneStorageTerms(config, systemClock), secureElement });
    try {
      return await use(kept);
    } finally {
      await kept.close();
    }
  } finally {
    await secureElement.disconnect();
  }
}
