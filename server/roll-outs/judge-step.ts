/** Whether a step of a roll-out is over: pure, from what lanes have reported. */
import { ROLL_OUT_STEPS, type RollOutStep } from '../contract/roll-out.ts';
import type { Chart, WatchedRelease } from './charts.ts';

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

/** The share of a step's lanes, of those that were heard lately, that must use the release. */
const USING_LEAST = 0.8;

/** Why a step is not over. Closed. */
export const WAITS = ['frozen', 'no-lanes', 'lanes-pending', 'too-early', 'too-few-travellers'] as const;
export type Wait = (typeof WAITS)[number];

export interface StepFacts {
  readonly step: RollOutStep;
  /** Wall ms at which the step began. */
  readonly since: number;
  readonly now: number;
  readonly isFrozen: boolean;
  /** Lanes of the step that were heard lately, and those of them that use the release. */
  readonly lanes: { readonly heard: number; readonly using: number };
  readonly watched: WatchedRelease;
}

export type StepJudgement =
  | { readonly kind: 'waits'; readonly why: Wait }
  | { readonly kind: 'proceeds'; readonly to: RollOutStep }
  | { readonly kind: 'pauses'; readonly chart: Chart }
  /** All lanes may take it. */
  | { readonly kind: 'done' };

export function judgeStep({ step, since, now, isFrozen, lanes, watched }: StepFacts): StepJudgement {
  if (watched.rang !== undefined) return { kind: 'pauses', chart: watched.rang };
  if (step === 'all') return { kind: 'done' };
  const { hours, travellers } = STEP_TERMS[step];
  if (isFrozen) return { kind: 'waits', why: 'frozen' };
  if (lanes.heard === 0) return { kind: 'waits', why: 'no-lanes' };
  if (lanes.using < USING_LEAST * lanes.heard) return { kind: 'waits', why: 'lanes-pending' };
  if (now - since < hours * HOUR_MS) return { kind: 'waits', why: 'too-early' };
  if (watched.travellers < travellers) return { kind: 'waits', why: 'too-few-travellers' };
  return { kind: 'proceeds', to: ROLL_OUT_STEPS[ROLL_OUT_STEPS.indexOf(step) + 1] ?? 'all' };
}
