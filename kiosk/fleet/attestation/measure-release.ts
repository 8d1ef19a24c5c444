/** The digest of the files that this lane runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderDigest } from '../../../hardware/host/folder-digest.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';

export interface MeasuredRelease {
  /** SHA-256, hex; `undefined` while it is measured, when it cannot be, and in a source tree. */
  digest(): string | undefined;
  close(): Promise<void>;
}

/**
 * Measures an installed release once, in the background. The package `postern-lane` states the same digest, and anyone can compute it from
 * the package. A source tree changes while it is used, so it has none.
 *
 * @param home folder of the installation
 */
export function measureRelease(log: LogEvent, home = projectRoot()): MeasuredRelease {
  const stop = new AbortController();
  let digest: string | undefined;
  const measuring = isInstalled(home)
    ? folderDigest(home, stop.signal).then(
        (measured) => {
          digest = measured;
          log({ event: 'release', digest: measured });
        },
        (error: unknown) => {
          if (!stop.signal.aborted) log({ event: 'release-unmeasured', why: errorName(error) });
        },
      )
    : Promise.resolve();
  return {
    digest: () => digest,
    async close() {
      stop.abort();
      await measuring;
    },
  };
}

/** The package lays compiled code out in `code`, a source tree in a folder of the build. */
function isInstalled(home: string): boolean {
  return existsSync(join(home, 'code', 'kiosk', 'main.js'));
}
