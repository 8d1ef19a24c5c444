import type { LaneStorage } from '../../lane-storage.ts';
import type { KeptClass } from '../kept-class.ts';
import type { KeyConfig } from './key-config.ts';
import { withStoppedLane } from './stopped-lane.ts';
import { UsageError } from './usage-error.ts';

export interface Erased {
  /** Of referrals, decided or not, and of those let go after a doubt. */
  readonly referred: number;
  /** Under legal hold: erased with the lane alone. */
  readonly held: number;
  readonly registered: number;
  /** Epoch keys that were destroyed with them. */
  readonly keys: number;
}

const WHAT = ['referred', 'registered', 'all'];

/** Erases now, and reports it; what is under legal hold stays. Rejects with `UsageError` for another word. */
export function eraseKept(config: KeyConfig, what: string): Promise<Erased> {
  if (!WHAT.includes(what)) throw new UsageError(`erase what? ${WHAT.join(', ')}`);
  return withStoppedLane(config, (kept) =>
    eraseIn(kept, { referred: what !== 'registered', registered: what !== 'referred', held: false }),
  );
}

export async function eraseIn(
  kept: LaneStorage,
  what: { readonly referred: boolean; readonly registered: boolean; readonly held: boolean },
): Promise<Erased> {
  const { captures, registrations, faceRegistrations, epochKeys, receipts } = kept;
  const cause = 'on-request' as const;
  let keys = 0;
  const eraseClass = (keptAs: KeptClass): Promise<number> =>
    receipts.erase({ retentionClass: keptAs, cause }, async () => {
      await captures.eraseDue(keptAs, Number.MAX_SAFE_INTEGER, epochKeys.has);
      keys += await epochKeys.destroyUnused(keptAs, await captures.keyIds());
    });
  const eraseAll = async (classes: readonly KeptClass[]): Promise<number> => {
    let erased = 0;
    for (const keptAs of classes) erased += await eraseClass(keptAs);
    return erased;
  };
  const gone = {
    referred: what.referred ? await eraseAll(['referred', 'resolved', 'after-doubt']) : 0,
    held: what.held ? await eraseClass('legal-hold') : 0,
    registered: what.registered
      ? await receipts.erase({ retentionClass: 'registered-traveller', cause }, async () => {
          await registrations.eraseAll();
          keys += (await registrations.destroyUnusedKeys()) + (await faceRegistrations.destroyUnused());
        })
      : 0,
  };
  await receipts.flush(true);
  return { ...gone, keys };
}
