import type { LaneStorage } from '../../storage/lane-storage.ts';
import type { KeptClass } from '../../../vault/captures/kept-class.ts';
import type { KeyConfig } from '../../../lane/devices/initialised-keys.ts';
import { withStoppedLane } from './stopped-lane.ts';
import { UsageError } from './usage-error.ts';

export interface Erased {
  /** Captures of referrals, decided or not, and of travellers cleared by an officer after a doubt. */
  readonly referred: number;
  /** Captures under legal hold, which only `destroy` erases. */
  readonly held: number;
  readonly registered: number;
  /** Epoch keys destroyed with them. */
  readonly keys: number;
}

const WHAT = ['referred', 'registered', 'all'];

/** Erases now and reports it, except captures under legal hold. Rejects with `UsageError` for an unknown argument. */
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
