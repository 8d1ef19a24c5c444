/** The part that the effects of all steps share: the traveller, the step that runs, and progress on the screen. */
import type { Evidence } from '../../rules/decision/evidence.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { LaneEvent } from './lane.ts';
import type { StepProgress } from './lane-view.ts';
import type { Transaction } from './transaction.ts';

/** The traveller who is being served. */
export interface ServedTraveller {
  /** The policy at the time of arrival. */
  policy(): Policy;
  transaction(): Transaction | undefined;
  evidence(): Evidence;
}

export interface StepContext {
  readonly traveller: ServedTraveller;
  readonly background: BackgroundTasks;
  readonly dispatch: (event: LaneEvent) => void;
  /** Begins a step, in place of the previous one. */
  readonly begin: () => RunningStep;
  /** Adds to the progress on the screen. */
  readonly show: (seen: StepProgress) => void;
  /** Fires when the lane closes. */
  readonly closing: AbortSignal;
}

export interface RunningStep {
  readonly id: Transaction['id'];
  readonly signal: AbortSignal;
  /** Whether the step still runs. Results of a step that was cancelled are ignored. */
  readonly current: () => boolean;
}

export interface StepRuns {
  readonly begin: () => RunningStep;
  readonly cancel: () => void;
}

/** @param transaction of the traveller who is being served */
export function createStepRuns(transaction: () => Transaction | undefined, closing: AbortSignal): StepRuns {
  let running: AbortController | undefined;
  closing.addEventListener('abort', () => running?.abort(), { once: true });
  return {
    begin() {
      const controller = new AbortController();
      running = controller;
      if (closing.aborted) controller.abort();
      const served = transaction();
      if (served === undefined) throw new TypeError('a step runs within a transaction');
      const { signal } = controller;
      return { id: served.id, signal, current: () => running === controller && !signal.aborted };
    },
    cancel() {
      running?.abort();
      running = undefined;
    },
  };
}

/** The handle of the document that was read; `undefined` before that. */
export function handleOf({ document }: Evidence): DocumentHandle | undefined {
  return document?.kind === 'read' ? document.handle : undefined;
}
