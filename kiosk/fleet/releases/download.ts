/** Fetches the file of a target in pieces, from where an earlier transfer ended, no faster than a steady pace. */
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import { PIECE_BYTES, targetFile } from '../../../server/contract/release-repository.ts';
import type { Offer } from './offers.ts';
import { ReleaseRefused } from './release-failure.ts';
import type { ReleaseSource } from './release-source.ts';
import type { TargetStore } from './target-store.ts';

/** Pause between pieces from the server: at most 2 MiB a second, so that reports and evidence are not delayed. */
const PACE_MS = 125;

export interface DownloadParts {
  readonly source: ReleaseSource;
  readonly store: TargetStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Rejects with `ReleaseRefused`: `unreachable`, `absent`, `mixed` for other bytes, `too-large`, `disk`. */
export async function downloadTarget(offer: Offer, parts: DownloadParts): Promise<void> {
  const { store } = parts;
  const { digest, length } = offer;
  let done = await store.begun(digest);
  if (done > length) {
    await onDisk(() => store.discard(digest));
    done = 0;
  }
  if ((await transfer(offer, done, parts)) === 'complete') return;
  // The beginning may come from another source, which had other bytes
  if (done > 0 && (await transfer(offer, 0, parts)) === 'complete') return;
  throw new ReleaseRefused('mixed', undefined);
}

/** From this place to the end. A file with other bytes is removed. */
async function transfer(offer: Offer, from: number, parts: DownloadParts): Promise<'complete' | 'differs'> {
  const { source, store, clock, signal, onProgress } = parts;
  const { digest, length } = offer;
  const file = targetFile(offer, digest);
  let done = from;
  while (done < length) {
    onProgress(done);
    if (signal.aborted) throw new ReleaseRefused('unreachable', undefined);
    const answer = await source.piece(file, done, signal);
    if (answer.kind !== 'bytes') throw new ReleaseRefused(answer.kind, undefined);
    const { bytes } = answer;
    const whole = Math.min(PIECE_BYTES, length - done);
    if (bytes.length > whole) {
      await onDisk(() => store.discard(digest));
      throw new ReleaseRefused('too-large', undefined);
    }
    // A source that gives a byte at a time would keep the lane busy for years
    if (bytes.length < whole) throw new ReleaseRefused('mixed', undefined);
    await onDisk(() => store.append(digest, bytes));
    done += bytes.length;
    if (source.name === 'server' && !(await pause(clock, PACE_MS, signal))) {
      throw new ReleaseRefused('unreachable', undefined);
    }
  }
  return onDisk(() => store.complete(digest, length));
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ReleaseRefused('disk', undefined, { cause });
  }
}
