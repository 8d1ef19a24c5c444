/** Whether a step of a roll-out has ended: pure, from what lanes have reported. */
import type { RollOutStep } from '../../contract/roll-out.ts';
import type { Chart, WatchedRelease } from './charts.ts';
import type { PassageState } from './judge-passage.ts';
import { STORED_STEPS, type StoredStep } from './roll-out-table.ts';

const HOUR_MS = 3_600_000;

/** The least that a step lasts, and the travellers that must have passed with the release since its start. */
export const STEP_TERMS: Readonly<
  Record<Exclude<RollOutStep, 'all'>, { readonly hours: number; readonly travellers: number }>
> = {
  laboratory: { hours: 4, travellers: 20 },
  sites: { hours: 24, travellers: 200 },
  'five-percent': { hours: 24, travellers: 500 },
  quarter: { hours: 24, travellers: 1_000 },
};

/** The share of a step's lanes that must use the release, among those that reported recently. */
const MIN_USING = 0.8;

/** Why a step is not over. Closed. */
export const WAITS = [
  'frozen',
  'shadow-undecided',
  'no-lanes',
  'lanes-pending',
  'too-early',
  'too-few-travellers',
] as const;
export type Wait = (typeof WAITS)[number];

/** Why the server holds a release: a chart rang, its shadow passage exceeded the limits, or a lane did not recover with it and went back. */
type HoldCause = Chart | 'shadow' | 'left-by-lanes';

export interface StepFacts {
  readonly step: StoredStep;
  /** Wall ms at which the step began. */
  readonly since: number;
  readonly now: number;
  readonly isFrozen: boolean;
  /** Lanes of the step that reported recently, and those of them that use the release. */
  readonly lanes: {
    readonly heard: number;
    readonly using: number;
    /** Lanes of any step that left it by themselves. */
    readonly left: number;
  };
  readonly watched: WatchedRelease;
  /** The state of the shadow passage of its file, for models and for a policy that has one. */
  readonly passage?: PassageState | undefined;
}

export type StepJudgement =
  | { readonly kind: 'waits'; readonly why: Wait }
  | { readonly kind: 'proceeds'; readonly to: StoredStep }
  | { readonly kind: 'pauses'; readonly cause: HoldCause }
  /** All lanes may take it. */
  | { readonly kind: 'done' };

export function judgeStep({ step, since, now, isFrozen, lanes, watched, passage }: StepFacts): StepJudgement {
  if (lanes.left > 0) return { kind: 'pauses', cause: 'left-by-lanes' };
  if (passage === 'exceeded') return { kind: 'pauses', cause: 'shadow' };
  if (watched.rang !== undefined) return { kind: 'pauses', cause: watched.rang };
  if (step === 'all') return { kind: 'done' };
  if (isFrozen) return { kind: 'waits', why: 'frozen' };
  if (step === 'shadow') {
    return passage === 'within-limits'
      ? { kind: 'proceeds', to: 'laboratory' }
      : { kind: 'waits', why: 'shadow-undecided' };
  }
  const { hours, travellers } = STEP_TERMS[step];
  if (lanes.heard === 0) return { kind: 'waits', why: 'no-lanes' };
  if (lanes.using < MIN_USING * lanes.heard) return { kind: 'waits', why: 'lanes-pending' };
  if (now - since < hours * HOUR_MS) return { kind: 'waits', why: 'too-early' };
  if (watched.travellers < travellers) return { kind: 'waits', why: 'too-few-travellers' };
  return { kind: 'proceeds', to: STORED_STEPS[STORED_STEPS.indexOf(step) + 1] ?? 'all' };
}
