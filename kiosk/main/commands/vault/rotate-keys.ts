import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { keyDirOf } from '../../../platform/base/key-dir.ts';
import { openEpochKeys } from '../../../vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../../vault/captures/keys/key-store.ts';
import type { Rotation } from '../../../vault/captures/keys/root-rotation.ts';
import { type KeyConfig, openInitialised } from '../../../lane/devices/initialised-keys.ts';

/** Rejects with `KeyError` `in-use` while the lane runs, which rotates its keys every day. */
export async function rotateKeys(config: KeyConfig): Promise<Rotation> {
  const element = await openInitialised(config);
  try {
    const store = await openKeyStore(keyDirOf(config));
    const keys = await openEpochKeys({ provider: element, store, clock: systemClock });
    const rotation = await keys.rotateRoot();
    await keys.close();
    return rotation;
  } finally {
    await element.disconnect();
  }
}
