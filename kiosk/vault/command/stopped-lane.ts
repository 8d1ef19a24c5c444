import { systemClock } from '../../../hardware/clock/system.ts';
import { type Kept, keptTerms, openKept } from '../../kept.ts';
import { type KeyConfig, openInitialised } from './key-config.ts';

/** Rejects with `KeyError` `in-use` while the lane runs: its reports are numbered by one process alone. */
export async function withStoppedLane<T>(config: KeyConfig, use: (kept: Kept) => Promise<T>): Promise<T> {
  const secureElement = await openInitialised(config);
  try {
    const kept = await openKept(config, { ...keptTerms(config, systemClock), secureElement });
    try {
      return await use(kept);
    } finally {
      await kept.close();
    }
  } finally {
    await secureElement.disconnect();
  }
}
