/** Contributions of a report, and of an officer's decision about it, to error rates. Pure. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Check, MatchReport } from '../../contract/report.ts';
import type { CheckName, ModelRole, ReasonCode } from '../../contract/vocabulary.ts';
import type { Decision, DecisionReason } from '../../referrals/vocabulary.ts';

export const MODALITIES = ['face', 'finger'] as const;
export type Modality = (typeof MODALITIES)[number];

export const OBSERVATIONS = [
  'acquired',
  'not-acquired',
  'matched',
  'not-matched',
  /** Not matched, and an officer found the traveller to be the holder of the document. */
  'not-matched-genuine',
  /** Not matched, and an officer found an impostor. */
  'not-matched-impostor',
  // Presentation-attack detection
  'taken-as-live',
  'refused-as-attack',
  'attack-undecided',
  /** Refused as an attack, and an officer found the traveller to be the holder of the document. */
  'refused-as-attack-genuine',
  'refused-as-attack-impostor',
] as const;
export type Observation = (typeof OBSERVATIONS)[number];

/** An increment of one observation. */
export interface Observed {
  readonly kioskId: string;
  /** Wall ms of the report. */
  readonly at: number;
  readonly modality: Modality;
  /** SHA-256 over the digests of the models of the modality, hex; empty without models. */
  readonly models: string;
  /** The camera or scanner: driver, model and firmware; empty when the report names none. */
  readonly device: string;
  readonly observation: Observation;
}

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

const FOUND_GENUINE: ReadonlySet<DecisionReason> = new Set([
  'identity-confirmed-in-person',
  'document-confirmed-by-hand',
  'capture-was-poor',
  'lane-was-at-fault',
]);

const FOUND_IMPOSTOR: ReadonlySet<DecisionReason> = new Set(['deception-of-lane-possible', 'false-travel-document']);

/** @returns whether the officer settled the identity; `undefined` for the other reasons */
export function identityOf({ reason }: Decision): 'genuine' | 'impostor' | undefined {
  if (FOUND_GENUINE.has(reason)) return 'genuine';
  return FOUND_IMPOSTOR.has(reason) ? 'impostor' : undefined;
}

export function observedIn(report: MatchReport): readonly Observed[] {
  return MODALITIES.flatMap((modality) => {
    const found = modality === 'face' ? observationsOfFace(report) : observationsOfFinger(report);
    return found.map((observation) => observedAt(report, modality, observation));
  });
}

/** The additions of a decision about a referred traveller whose report was counted before. */
export function observedInDecision(report: MatchReport, decision: Decision): readonly Observed[] {
  const identity = identityOf(decision);
  if (identity === undefined) return [];
  return observedIn(report).flatMap(({ observation, modality }) =>
    observation === 'not-matched' || observation === 'refused-as-attack'
      ? [observedAt(report, modality, `${observation}-${identity}`)]
      : [],
  );
}

function observationsOfFace(report: MatchReport): readonly Observation[] {
  const checks = new Map(report.checks.map((check) => [check.name, check]));
  return [
    ...acquisition([checks.get('face-capture'), checks.get('face-quality')]),
    ...presentation(PRESENTATION_CHECKS.map((name) => checks.get(name))),
    ...comparison(checks.get('face-comparison')),
  ];
}

function observationsOfFinger({ checks }: MatchReport): readonly Observation[] {
  const check = checks.find(({ name }) => name === 'finger-comparison');
  const compared = comparison(check);
  return compared.length > 0 ? ['acquired', ...compared] : isNotAcquired(check) ? ['not-acquired'] : [];
}

/** The steps of one acquisition: each passes in a sample. */
function acquisition(steps: readonly (Check | undefined)[]): readonly Observation[] {
  if (steps.some(isNotAcquired)) return ['not-acquired'];
  return steps.every((step) => step?.result === 'passed') ? ['acquired'] : [];
}

function isNotAcquired(check: Check | undefined): boolean {
  return check?.reason !== undefined && check.result !== 'not-run' && NOT_ACQUIRED.has(check.reason);
}

function presentation(checks: readonly (Check | undefined)[]): readonly Observation[] {
  const results = checks.map((check) => check?.result);
  if (results.includes('failed')) return ['refused-as-attack'];
  if (results.includes('inconclusive')) return ['attack-undecided'];
  return results.includes('passed') ? ['taken-as-live'] : [];
}

function comparison(check: Check | undefined): readonly Observation[] {
  if (check?.result === 'passed') return ['matched'];
  return check?.result === 'failed' && check.reason === 'below-threshold' ? ['not-matched'] : [];
}

function observedAt(report: MatchReport, modality: Modality, observation: Observation): Observed {
  const { kioskId, reportedAt } = report;
  return {
    kioskId,
    at: reportedAt,
    modality,
    models: modelsOf(report, modality),
    device: deviceOf(report, modality),
    observation,
  };
}

function modelsOf({ modelDigests }: MatchReport, modality: Modality): string {
  const used = (Object.entries(modelDigests) as [ModelRole, string][]).filter(([role]) => role.startsWith(modality));
  return used.length === 0
    ? ''
    : createHash('sha256')
        .update(canonicalJson(Object.fromEntries(used)))
        .digest('hex');
}

function deviceOf({ devices }: MatchReport, modality: Modality): string {
  const kind = modality === 'face' ? 'camera' : 'fingerprint-scanner';
  const device = devices.find((one) => one.kind === kind);
  return device === undefined ? '' : `${device.driver}/${device.model}/${device.firmware}`;
}
