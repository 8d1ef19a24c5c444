/** Pure: when a list of duties last changed its look. */
import type { DutyView } from '../../people/duties/answers.ts';

type Moments = Pick<DutyView, 'validFrom' | 'validUntil' | 'trainingValidUntil'>;

/** The latest moment up to `nowMs` at which one of these duties or trainings began or ended; 0 without one. */
export function lastChange(duties: readonly Moments[], nowMs: number): number {
  let last = 0;
  for (const { validFrom, validUntil, trainingValidUntil } of duties) {
    for (const moment of [validFrom, validUntil, trainingValidUntil])
      if (moment <= nowMs && moment > last) last = moment;
  }
  return last;
}
