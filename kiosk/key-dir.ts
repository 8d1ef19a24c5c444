import { join } from 'node:path';
import type { KioskConfig } from './config.ts';

/** The folder of the key store, which no backup holds. */
export function keyDirOf({ keyDir, dataDir }: Pick<KioskConfig, 'keyDir' | 'dataDir'>): string {
  return keyDir ?? join(dataDir, 'epoch-keys');
}
