import { bytesToHex } from '@noble/hashes/utils.js';
import { existsSync } from 'node:fs';
import type { SelfTestResult } from '../../../../hardware/device/device.ts';
import { keyDirOf } from '../../../platform/base/key-dir.ts';
import type { KeyClass } from '../../../vault/captures/keys/key-class.ts';
import { KeyError } from '../../../vault/captures/keys/key-error.ts';
import { type KeyStore, openKeyStore } from '../../../vault/captures/keys/key-store.ts';
import { type KeyConfig, openInitialised } from '../../../lane/devices/initialised-keys.ts';

export interface KeyStatus {
  readonly provider: string;
  readonly model: string;
  readonly firmware: string;
  readonly publicKey: string;
  readonly selfTest: SelfTestResult['kind'];
  /** Generations of the roots, oldest first. More than one: a rotation was interrupted; a start of the lane finishes it. */
  readonly roots: readonly number[];
  /** How many epoch keys of each class there are; `in-use` while the lane runs. */
  readonly epochKeys: Readonly<Record<KeyClass, number>> | 'in-use';
}

export async function keyStatus(config: KeyConfig): Promise<KeyStatus> {
  const element = await openInitialised(config);
  try {
    const { driver, model, firmware } = element.descriptor;
    return {
      provider: driver === 'simulator' ? 'file' : driver,
      model,
      firmware,
      publicKey: bytesToHex(await element.publicKey()),
      selfTest: (await element.selfTest(new AbortController().signal)).kind,
      roots: await element.roots(),
      epochKeys: await countKeys(keyDirOf(config)),
    };
  } finally {
    await element.disconnect();
  }
}

async function countKeys(folder: string): Promise<KeyStatus['epochKeys']> {
  const count = (store: KeyStore | undefined): Record<KeyClass, number> => {
    const ids = (keyClass: KeyClass) =>
      new Set(store?.list().flatMap((key) => (key.keyClass === keyClass ? [key.keyId] : [])));
    return {
      referred: ids('referred').size,
      resolved: ids('resolved').size,
      'after-doubt': ids('after-doubt').size,
      'legal-hold': ids('legal-hold').size,
      registered: ids('registered').size,
      'registered-face': ids('registered-face').size,
      lane: ids('lane').size,
    };
  };
  if (!existsSync(folder)) return count(undefined);
  try {
    const store = await openKeyStore(folder);
    const counted = count(store);
    await store.close();
    return counted;
  } catch (error) {
    if (error instanceof KeyError && error.code === 'in-use') return 'in-use';
    throw error;
  }
}
