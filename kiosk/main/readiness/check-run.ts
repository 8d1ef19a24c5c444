/** The state of one check while it runs: items, values, and the question to the technician. */
import type { TransactionId } from '../../../server/contract/field.ts';
import type { ReadinessReport } from '../../../server/contract/report.ts';
import {
  READINESS_ITEMS,
  type ReadinessItem,
  type ReadinessResult,
  VITAL_ITEMS,
} from '../../../server/contract/readiness-vocabulary.ts';
import type { ReadinessValues } from '../../../server/contract/readiness-values.ts';
import type { Answer, ItemOutcome, Prompt } from './check-item.ts';

export interface CheckRun {
  readonly checkId: TransactionId;
  /** Wall ms. */
  readonly startedAt: number;
  readonly approval: string | undefined;
  readonly outcomes: ReadonlyMap<ReadinessItem, ItemOutcome>;
  readonly openings: number;
}

export interface AskedQuestion {
  readonly number: number;
  readonly prompt: Prompt;
  readonly answers: readonly Answer[];
}

/** Values of all items. */
export function valuesOf({ outcomes }: Pick<CheckRun, 'outcomes'>): ReadinessValues {
  return Object.assign({}, ...[...outcomes.values()].map((outcome) => ('values' in outcome ? outcome.values : {})));
}

/** In the order of the vocabulary; items that were not tried are left out. */
export function itemsOf({ outcomes }: Pick<CheckRun, 'outcomes'>): ReadinessReport['items'] {
  return READINESS_ITEMS.flatMap((name) => {
    const outcome = outcomes.get(name);
    if (outcome === undefined) return [];
    const { result } = outcome;
    return [{ name, result, ...(outcome.result === 'failed' && { fault: outcome.fault }) }];
  });
}

/** Whether the lane may serve travellers again: every item was tried, and no vital one failed. */
export function mayReturn({ outcomes }: Pick<CheckRun, 'outcomes'>): boolean {
  return (
    outcomes.size === READINESS_ITEMS.length &&
    [...outcomes].every(([name, { result }]) => result !== 'failed' || !VITAL_ITEMS.includes(name))
  );
}

export function resultOf({ outcomes }: Pick<CheckRun, 'outcomes'>): Exclude<ReadinessResult, 'interrupted'> {
  const works = ({ result }: ItemOutcome): boolean => result === 'passed' || result === 'not-fitted';
  return outcomes.size === READINESS_ITEMS.length && [...outcomes.values()].every(works) ? 'ready' : 'not-ready';
}
