/**
 * The record of one inspection: the checks of BSI TR-03135-1 §4 with their results. It identifies no person and no
 * document: it contains no name, number, date or handle. Pure.
 */
import type { ChipFacts } from './chip-facts.ts';
import type { DocumentEvidence } from './inspect.ts';
import type { TrustCheck, TrustCheckName, TrustCheckResult, TrustReason } from './trust/trust-check.ts';

/** The procedures of the guideline. */
export type Procedure = 'machine-readable-zone' | 'passive-authentication' | 'chip-authenticity' | 'cross-check';

export interface RecordedCheck {
  readonly procedure: Procedure;
  readonly check: TrustCheckName | 'check-digits' | 'period-of-validity' | 'data-group-1-equals-zone';
  readonly result: TrustCheckResult;
  readonly reason?: TrustReason;
}

export interface InspectionRecord {
  readonly version: 1;
  /** How the reading ended. */
  readonly reading: DocumentEvidence['kind'];
  /** ICAO 9303-3 document code and state from the printed zone; `null` when it was not read. */
  readonly document: { readonly type: string; readonly issuingState: string } | null;
  /** `null` when the document has no readable chip. */
  readonly chip: ChipFacts | null;
  readonly checks: readonly RecordedCheck[];
}

const PROCEDURES: Readonly<Partial<Record<TrustCheckName, Procedure>>> = {
  'issuing-state-agrees': 'cross-check',
  'security-infos-agree': 'cross-check',
  'chip-authenticity': 'chip-authenticity',
};

export function inspectionRecord(evidence: DocumentEvidence): InspectionRecord {
  if (evidence.kind !== 'read') {
    return { version: 1, reading: evidence.kind, document: null, chip: null, checks: [] };
  }
  const { type, issuingState, checkDigitsFit, unexpired, dg1MatchesZone, chip = null, trust = [] } = evidence;
  return {
    version: 1,
    reading: 'read',
    document: { type, issuingState },
    chip,
    checks: [
      answer('machine-readable-zone', 'check-digits', checkDigitsFit),
      answer('machine-readable-zone', 'period-of-validity', unexpired),
      answer('cross-check', 'data-group-1-equals-zone', dg1MatchesZone),
      ...trust.map(fromTrust),
    ],
  };
}

function answer(procedure: Procedure, check: RecordedCheck['check'], holds: boolean | undefined): RecordedCheck {
  return { procedure, check, result: holds === undefined ? 'not-applicable' : holds ? 'passed' : 'failed' };
}

function fromTrust({ name, result, reason }: TrustCheck): RecordedCheck {
  const procedure = PROCEDURES[name] ?? 'passive-authentication';
  return { procedure, check: name, result, ...(reason !== undefined && { reason }) };
}
