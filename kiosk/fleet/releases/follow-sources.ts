/** When the lane updates: from the server about once a minute, and from a folder soon after it has changed. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { metadataFile } from '../../../server/contract/release-repository.ts';
import { folderSource } from './folder-source.ts';
import { patiently } from './patience.ts';
import type { ReleaseChannel } from './release-channel.ts';
import type { ReleaseSource } from './release-source.ts';

/** Half of this is the shortest interval, so that the lanes of a fleet do not ask together. */
const SERVER_EVERY_MS = 60_000;
const FOLDER_EVERY_MS = 5_000;

/** The returned function ends it. */
export function followServer(
  channel: Pick<ReleaseChannel, 'update'>,
  source: ReleaseSource,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): () => void {
  let cancel: () => void = () => undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    await channel.update(source);
    if (!stopped) cancel = clock.after(SERVER_EVERY_MS * (0.5 + random()), () => void look());
  };
  void look();
  return () => {
    stopped = true;
    cancel();
  };
}

/** Updates at once if the folder is there, and after each change. The returned function ends it. */
export async function followFolder(
  channel: Pick<ReleaseChannel, 'update'>,
  folder: string,
  clock: Clock,
): Promise<() => void> {
  const source = folderSource(folder);
  // A medium that does not answer must not stop the lane, nor its start
  const ask = patiently(backgroundClock, '');
  let cancel: () => void = () => undefined;
  let stopped = false;
  let state = '';
  const look = async (): Promise<void> => {
    const now = await ask(() => stateOf(join(folder, metadataFile('timestamp', 0))));
    if (now !== '' && now !== state) await channel.update(source);
    state = now;
    if (!stopped) cancel = clock.after(FOLDER_EVERY_MS, () => void look());
  };
  await look();
  return () => {
    stopped = true;
    cancel();
  };
}

/** A value that changes when the file changes; empty while there is none. */
async function stateOf(file: string): Promise<string> {
  try {
    const { ino, mtimeMs, size, dev } = await stat(file);
    return [dev, ino, mtimeMs, size].join();
  } catch {
    return '';
  }
}
