/** Counts the end of each comparison of faces by the randomised answer about the traveller's group, once the decision is durable. */
import { groupOutcomeOf, type GroupMonth } from '../../../server/contract/group-counts.ts';
import { observationsOfFace } from '../../../server/contract/observed-face.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Decision } from '../../rules/decision/decide.ts';
import type { Evidence } from '../../rules/decision/evidence.ts';
import type { KeptGroupCounts } from './kept-group-counts.ts';

export interface GroupCounter {
  /** For the inspection of a document: 32 bytes. */
  secret(): Uint8Array;
  /** A decision is durable. Returns at once and never throws. */
  decided(evidence: Pick<Evidence, 'document'>, decision: Pick<Decision, 'checks'>): void;
  reported(): readonly GroupMonth[];
  /** Calls the listener when a batch is complete. */
  onBatch(listener: () => void): void;
  /** Resolves when all answers are on the disk. */
  settled(): Promise<void>;
}

/** @param onError a count could not be written; the traveller is not counted */
export function createGroupCounter(
  kept: KeptGroupCounts,
  clock: Pick<Clock, 'wallMs'>,
  onError: (error: unknown) => void,
): GroupCounter {
  const running = new Set<Promise<void>>();
  const listeners = new Set<() => void>();
  return {
    secret: () => kept.secret(clock.wallMs()),
    decided({ document }, { checks }) {
      const response = document?.kind === 'read' ? document.groupResponse : undefined;
      const outcome = groupOutcomeOf(observationsOfFace(checks));
      if (response === undefined || outcome === undefined) return;
      const counted = kept
        .add(response, outcome, clock.wallMs())
        .then((isComplete) => {
          if (isComplete) for (const listener of listeners) listener();
        })
        .catch(onError);
      running.add(counted);
      void counted.finally(() => running.delete(counted));
    },
    reported: () => kept.reported(),
    onBatch: (listener) => void listeners.add(listener),
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
