/** Counts what candidates judged, in the background, and reports the complete batches. */
import { judgedIn, type LaneShadow } from '../../../server/contract/shadow-passage.ts';
import type { KeptCounts, ShadowOutcome } from './kept-counts.ts';

/** A candidate with its counts. */
export interface Counted {
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly against: string;
  readonly counts: KeptCounts;
}

export interface PassageCounts {
  /** Enters a traveller now, and counts them when the outcome is there. */
  count(of: Counted, outcome: Promise<ShadowOutcome>): void;
  /** Calls the listener when a batch is complete. */
  onBatch(listener: () => void): void;
  /** Resolves when no traveller is being counted. */
  settled(): Promise<void>;
}

/** @param onError a count could not be written */
export function createPassageCounts(onError: (error: unknown) => void): PassageCounts {
  const running = new Set<Promise<void>>();
  const listeners = new Set<() => void>();
  return {
    count({ counts }, outcome) {
      const counted = counts
        .begin()
        .then(async () => {
          if (await counts.settle(await outcome)) for (const listener of listeners) listener();
        })
        .catch(onError);
      running.add(counted);
      void counted.finally(() => running.delete(counted));
    },
    onBatch: (listener) => void listeners.add(listener),
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** `undefined` before the first batch. */
export function reportOf({ name, version, digest, against, counts: kept }: Counted): LaneShadow | undefined {
  const { run, counts } = kept.reported();
  const missed = Object.values(counts.notJudged).some((number) => number > 0);
  return judgedIn(counts) > 0 || missed ? { name, version, digest, against, run, counts } : undefined;
}
