import { join } from 'node:path';

/** Folders of the lane's data, from the configuration. */
export interface LaneFolders {
  readonly dataDir: string;
  /** Default: `epoch-keys` in the data folder. */
  readonly keyDir?: string | undefined;
}

/** The folder of the key store, which no backup holds. */
export function keyDirOf({ keyDir, dataDir }: LaneFolders): string {
  return keyDir ?? join(dataDir, 'epoch-keys');
}
