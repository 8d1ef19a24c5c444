import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PSEUDONYM_KEY_FILE } from '../../storage/lane-storage.ts';
import { keyDirOf } from '../../../platform/base/key-dir.ts';
import { openKeyStore } from '../../../vault/captures/keys/key-store.ts';
import { type Erased, eraseIn } from './erase-kept.ts';
import { type KeyConfig, openInitialised } from '../../../lane/devices/initialised-keys.ts';
import { withStoppedLane } from './stopped-lane.ts';
import { UsageError } from './usage-error.ts';

export interface Destroyed extends Erased {
  /** Generation of the remaining root, made so that the others could be destroyed; nothing is wrapped under it. */
  readonly rootLeft: number;
}

/**
 * Erases all stored data of the lane, reports it, and destroys every epoch key, every root that wrapped one, and the handle
 * keys. The signing key stays, so that the last reports can be delivered.
 *
 * @param kioskId must be this lane's id, to prevent destroying another lane by mistake
 */
export async function destroyLane(config: KeyConfig, kioskId: string): Promise<Destroyed> {
  if (kioskId !== config.kioskId) throw new UsageError('destroy which lane? Give its kiosk id');
  const erased = await withStoppedLane(config, (lane) =>
    eraseIn(lane, { referred: true, registered: true, held: true }),
  );
  const element = await openInitialised(config);
  try {
    const store = await openKeyStore(keyDirOf(config));
    try {
      const ids = new Set(store.list().map(({ keyId }) => keyId));
      for (const keyId of ids) await store.destroy(keyId);
      const rootLeft = await element.rotateRoot();
      for (const generation of await element.roots()) {
        if (generation !== rootLeft) await element.destroyRoot(generation);
      }
      for (const name of await element.chains()) await element.destroyChain(name);
      // It was sealed under one of the destroyed keys; a later start of the lane makes another
      rmSync(join(config.dataDir, PSEUDONYM_KEY_FILE), { force: true });
      return { ...erased, keys: erased.keys + ids.size, rootLeft };
    } finally {
      await store.close();
    }
  } finally {
    await element.disconnect();
  }
}
