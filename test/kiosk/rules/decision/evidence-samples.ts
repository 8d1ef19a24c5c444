/** Evidence to start a test from: a traveller for whom everything fits. */
import type { Evidence, FaceEvidence } from '../../../../kiosk/rules/decision/evidence.ts';
import { TRUST_CHECK_NAMES } from '../../../../kiosk/rules/document/trust/trust-check.ts';
import type { DocumentEvidence } from '../../../../kiosk/rules/document/inspect.ts';

export const READ_DOCUMENT: DocumentEvidence & { kind: 'read' } = {
  kind: 'read',
  type: 'P',
  issuingState: 'UTO',
  handle: { handle: 'ab'.repeat(32), epoch: '2026-01-01' },
  checkDigitsFit: true,
  unexpired: true,
  eligibility: undefined,
  dg1MatchesZone: true,
  portrait: 'jpeg',
  chip: {
    access: 'pace',
    chipAuthentication: 'given',
    activeAuthentication: 'given',
    terminalAuthentication: 'not-offered',
  },
  portraitFindings: [],
  trust: TRUST_CHECK_NAMES.map((name) => ({ name, result: 'passed' })),
};

export const MATCHING_FACE: FaceEvidence & { kind: 'captured' } = {
  kind: 'captured',
  headTurn: 'head',
  lightChallenge: 'head',
  comparison: { kind: 'match', falseMatchRate: 2e-5, logLikelihoodRatio: 9.123456 },
};

export const GOOD_EVIDENCE: Evidence = {
  document: READ_DOCUMENT,
  triesToday: { comparisons: 0, presentations: 0 },
  face: MATCHING_FACE,
  interruption: undefined,
};
