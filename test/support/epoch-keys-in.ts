/** Epoch keys for tests of code that wraps data keys. */
import { join } from 'node:path';
import type { Clock } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { KeyProvider } from '../../hardware/secure-element/key-provider.ts';
import { type EpochKeys, openEpochKeys } from '../../kiosk/vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../kiosk/vault/captures/keys/key-store.ts';

/** Opens them in `epoch-keys` of the folder; the caller closes them. */
export async function epochKeysIn(
  folder: string,
  provider: KeyProvider,
  clock: Clock = systemClock,
): Promise<EpochKeys> {
  return openEpochKeys({ provider, clock, store: await openKeyStore(join(folder, 'epoch-keys')) });
}
