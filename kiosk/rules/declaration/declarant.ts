/** The facts about the person who declares on which the law depends. They stay in the lane and are not reported. */
import { localTime } from '../../../server/contract/eligibility.ts';
import { type AgeRange, ageRange } from '../eligibility/holder-age.ts';

export interface Declarant {
  /** `undefined` when the document does not show it. */
  readonly age: AgeRange | undefined;
  /** Local date, `YYYY-MM-DD`. */
  readonly today: string;
}

/** @param dateOfBirth as in the machine-readable zone; `undefined` when the zone cannot be trusted */
export function declarantOf(dateOfBirth: Uint8Array | undefined, timeZone: string, wallMs: number): Declarant {
  const today = localTime(timeZone, wallMs).date;
  return { age: dateOfBirth && ageRange(dateOfBirth, today), today };
}
