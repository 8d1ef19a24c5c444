import type { Kept } from '../../kept.ts';
import type { KeyConfig } from './key-config.ts';
import { withStoppedLane } from './stopped-lane.ts';
import { UsageError } from './usage-error.ts';

export interface Erased {
  readonly referred: number;
  readonly registered: number;
  /** Epoch keys that were destroyed with them. */
  readonly keys: number;
}

const WHAT = ['referred', 'registered', 'all'];

/** Erases now, and reports it. Rejects with `UsageError` for another word. */
export function eraseKept(config: KeyConfig, what: string): Promise<Erased> {
  if (!WHAT.includes(what)) throw new UsageError(`erase what? ${WHAT.join(', ')}`);
  return withStoppedLane(config, (kept) => eraseIn(kept, what !== 'registered', what !== 'referred'));
}

export async function eraseIn(kept: Kept, referred: boolean, registered: boolean): Promise<Erased> {
  const { captures, registrations, faceRegistrations, epochKeys, receipts } = kept;
  const cause = 'on-request' as const;
  let keys = 0;
  const gone = {
    referred: referred
      ? await receipts.erase({ retentionClass: 'referred', cause }, async () => {
          await captures.eraseDue(Number.MAX_SAFE_INTEGER, epochKeys.has);
          keys += await epochKeys.destroyUnused('referred', new Set());
        })
      : 0,
    registered: registered
      ? await receipts.erase({ retentionClass: 'registered-traveller', cause }, async () => {
          await registrations.eraseAll();
          keys += (await registrations.destroyUnusedKeys()) + (await faceRegistrations.destroyUnused());
        })
      : 0,
  };
  await receipts.flush(true);
  return { ...gone, keys };
}
