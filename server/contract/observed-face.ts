/** The observations of a comparison of faces for error rates (ISO/IEC 19795-1), by the checks of a report. Pure. */
import type { Check } from './report.ts';
import type { CheckName, ReasonCode } from './vocabulary.ts';

export const FACE_OBSERVATIONS = [
  'acquired',
  'not-acquired',
  'matched',
  'not-matched',
  // Presentation-attack detection
  'taken-as-live',
  'refused-as-attack',
  'attack-undecided',
] as const;
export type FaceObservation = (typeof FACE_OBSERVATIONS)[number];

/** Failures to acquire, ISO/IEC 19795-1: the traveller was there, and no usable sample was made. */
const NOT_ACQUIRED: ReadonlySet<ReasonCode> = new Set([
  'nobody-in-view',
  'several-people',
  'quality-insufficient',
  'device-fault',
  'timed-out',
  'no-finger',
  'finger-quality-insufficient',
]);

const PRESENTATION_CHECKS: readonly CheckName[] = [
  'presentation-attack-head-turn',
  'presentation-attack-light-challenge',
];

export function observationsOfFace(checks: readonly Check[]): readonly FaceObservation[] {
  const named = new Map(checks.map((check) => [check.name, check]));
  return [
    ...acquisition([named.get('face-capture'), named.get('face-quality')]),
    ...presentation(PRESENTATION_CHECKS.map((name) => named.get(name))),
    ...observationsOfComparison(named.get('face-comparison')),
  ];
}

export function observationsOfComparison(check: Check | undefined): readonly ('matched' | 'not-matched')[] {
  if (check?.result === 'passed') return ['matched'];
  return check?.result === 'failed' && check.reason === 'below-threshold' ? ['not-matched'] : [];
}

export function isNotAcquired(check: Check | undefined): boolean {
  return check?.reason !== undefined && check.result !== 'not-run' && NOT_ACQUIRED.has(check.reason);
}

/** The steps of one acquisition: each passes in a sample. */
function acquisition(steps: readonly (Check | undefined)[]): readonly FaceObservation[] {
  if (steps.some(isNotAcquired)) return ['not-acquired'];
  return steps.every((step) => step?.result === 'passed') ? ['acquired'] : [];
}

function presentation(checks: readonly (Check | undefined)[]): readonly FaceObservation[] {
  const results = checks.map((check) => check?.result);
  if (results.includes('failed')) return ['refused-as-attack'];
  if (results.includes('inconclusive')) return ['attack-undecided'];
  return results.includes('passed') ? ['taken-as-live'] : [];
}
