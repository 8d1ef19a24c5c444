/**
 * Judges a holder and a document by the rules of eligibility. Pure. Nationality, age and dates are used here and dropped: only the
 * findings leave.
 */
import { isValidOn } from '../../../hardware/document-reader/mrz/dates.ts';
import {
  type EligibilityGroup,
  type EligibilityRules,
  groupOf,
  isAccepted,
  isOpenAt,
  isTypeAccepted,
  localTime,
} from '../../../server/contract/eligibility.ts';
import type { EligibilityCheck } from '../../../server/contract/vocabulary.ts';
import { ageRange, isWithin } from './holder-age.ts';
import { later } from './remaining-validity.ts';

/** `unknown`: the document does not give what the rule needs. `not-reached`: no group takes the nationality. */
export type EligibilityFinding = 'eligible' | 'not-eligible' | 'unknown' | 'not-reached';
export type EligibilityFindings = Readonly<Record<EligibilityCheck, EligibilityFinding>>;

/** The facts about holder and document in a machine-readable zone. */
export interface HolderFacts {
  /** Codes without fillers. */
  readonly documentCode: string;
  readonly issuingState: string;
  readonly nationality: string;
  /** Begin with `YYMMDD`. */
  readonly dateOfBirth: Uint8Array;
  readonly dateOfExpiry: Uint8Array;
}

/** @param wallMs time of the reading */
export function judgeEligibility(rules: EligibilityRules, facts: HolderFacts, wallMs: number): EligibilityFindings {
  const group = groupOf(rules, facts.nationality);
  const today = localTime(rules.timeZone, wallMs).date;
  return {
    nationality: found(group !== undefined),
    'opening-hours': found(isOpenAt(rules, wallMs)),
    ...(group === undefined ? NOT_REACHED : judgeByGroup(group, facts, today)),
  };
}

type OfGroup = 'issuing-state' | 'document-type' | 'holder-age' | 'remaining-validity';

const NOT_REACHED: Readonly<Record<OfGroup, EligibilityFinding>> = {
  'issuing-state': 'not-reached',
  'document-type': 'not-reached',
  'holder-age': 'not-reached',
  'remaining-validity': 'not-reached',
};

/** @param today local date */
function judgeByGroup(
  group: EligibilityGroup,
  facts: HolderFacts,
  today: string,
): Readonly<Record<OfGroup, EligibilityFinding>> {
  return {
    'issuing-state': found(isAccepted(group.issuingStates, facts.issuingState)),
    'document-type': found(isTypeAccepted(group, facts.documentCode)),
    'holder-age': judgeAge(group, facts.dateOfBirth, today),
    'remaining-validity': found(judgeValidity(group, facts.dateOfExpiry, today)),
  };
}

function judgeAge({ age }: EligibilityGroup, dateOfBirth: Uint8Array, today: string): EligibilityFinding {
  if (age === undefined) return 'eligible';
  const range = ageRange(dateOfBirth, today);
  if (range === undefined) return 'unknown';
  // Parts of the date can be missing: each age that the holder may have has to agree
  const [youngest, oldest] = [isWithin(age, range.youngest), isWithin(age, range.oldest)];
  return youngest === oldest ? found(youngest) : 'unknown';
}

function judgeValidity({ remainingValidity }: EligibilityGroup, dateOfExpiry: Uint8Array, today: string): boolean {
  return remainingValidity === undefined || isValidOn(dateOfExpiry, later(today, remainingValidity));
}

function found(isEligible: boolean): EligibilityFinding {
  return isEligible ? 'eligible' : 'not-eligible';
}
