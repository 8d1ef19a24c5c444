/** Trust lists of the signed channel, as files in the folders that `judge-trust.ts` names. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import type { ReleasedTarget, ReleasedTargets } from '../../fleet/releases/released-target.ts';
import { filesIn } from './operator-files.ts';
import { TRUST_FOLDERS } from './judge-trust.ts';

const FOLDERS: readonly string[] = Object.values(TRUST_FOLDERS);

/**
 * Writes each trust list as it is released, and removes those that are no longer released. A list named `master-lists.de` is the file `de` of
 * the folder `master-lists`; other names are ignored. The returned function ends it.
 */
export function followReleasedTrust(targets: ReleasedTargets, folder: string): () => void {
  const write = (): void => writeLists(targets.of('trust-list'), folder);
  write();
  return targets.follow('trust-list', write);
}

function writeLists(lists: readonly ReleasedTarget[], folder: string): void {
  for (const place of FOLDERS) {
    const at = join(folder, place);
    makeFolderSync(at);
    const own = new Map(
      lists.filter(({ name }) => name.startsWith(`${place}.`)).map((list) => [list.name.slice(place.length + 1), list]),
    );
    for (const name of filesIn(at)) if (!own.has(name)) rmSync(join(at, name));
    for (const [name, { file }] of own) {
      const bytes = readFileSync(file);
      // An unchanged file keeps its time, so that the lane does not load all lists again
      if (!filesIn(at).includes(name) || !readFileSync(join(at, name)).equals(bytes)) {
        replaceFileSync(join(at, name), bytes);
      }
    }
  }
}
