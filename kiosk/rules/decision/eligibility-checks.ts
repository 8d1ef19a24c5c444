import type { EligibilityCheck, ReasonCode } from '../../../server/contract/vocabulary.ts';
import type { Evidence } from './evidence.ts';
import { type Finding, inconclusive, NOT_AVAILABLE, NOT_REACHED, PASSED } from './finding.ts';

const REFUSED: Readonly<Record<EligibilityCheck, ReasonCode>> = {
  nationality: 'nationality-not-eligible',
  'issuing-state': 'issuing-state-not-eligible',
  'document-type': 'document-type-not-eligible',
  'holder-age': 'age-not-eligible',
  'remaining-validity': 'validity-too-short',
  'opening-hours': 'outside-opening-hours',
};

/** One rule of eligibility, by the finding of the inspection. */
export function eligibilityCheck(name: EligibilityCheck): (evidence: Evidence) => Finding {
  return ({ document }) => {
    if (document?.kind !== 'read') return NOT_REACHED;
    switch (document.eligibility?.[name]) {
      case undefined:
        return NOT_AVAILABLE;
      case 'not-reached':
        return NOT_REACHED;
      case 'eligible':
        return PASSED;
      case 'not-eligible':
        return { result: 'failed', reason: REFUSED[name] };
      case 'unknown':
        return inconclusive('age-unknown');
    }
  };
}
