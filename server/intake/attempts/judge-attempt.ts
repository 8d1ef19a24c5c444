/** The verdict on an attempt, and what it adds to the count. Pure. */
import { MAX_ATTEMPTS, type Attempt, type AttemptAnswer } from '../../contract/attempt.ts';

/** `granted` and `made` are counted, `denied` is not. */
export const ATTEMPT_STATES = ['granted', 'denied', 'made'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

export interface JudgedAttempt {
  readonly verdict: AttemptAnswer['verdict'];
  readonly state: AttemptState;
  /** The number that it adds to the count. */
  readonly adds: 0 | 1;
  /** The fleet has made more attempts than its limit. */
  readonly isOverrun: boolean;
}

/**
 * @param before the state of the attempt with the same id; `undefined` when it is new. @param made the count so far
 */
export function judgeAttempt(
  { ask, most }: Pick<Attempt, 'ask' | 'most'>,
  before: AttemptState | undefined,
  made: number,
): JudgedAttempt {
  if (ask === 'reserve') {
    // The same answer again: its first one may have been lost
    if (before !== undefined) return { verdict: before === 'denied' ? 'denied' : 'granted', state: before, ...NOTHING };
    const isLeft = made < Math.min(most, MAX_ATTEMPTS);
    return isLeft
      ? { verdict: 'granted', state: 'granted', adds: 1, isOverrun: false }
      : { verdict: 'denied', state: 'denied', ...NOTHING };
  }
  // A granted attempt is counted already; a denied one was made although its denial came too late
  if (before === 'granted' || before === 'made') return { verdict: 'counted', state: 'made', ...NOTHING };
  return { verdict: 'counted', state: 'made', adds: 1, isOverrun: made + 1 > MAX_ATTEMPTS };
}

const NOTHING = { adds: 0, isOverrun: false } as const;
