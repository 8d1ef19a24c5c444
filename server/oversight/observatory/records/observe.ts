/** Contributions of a report, and of an officer's decision about it, to error rates. Pure. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import {
  FACE_OBSERVATIONS,
  isNotAcquired,
  observationsOfComparison,
  observationsOfFace,
} from '../../../contract/observed-face.ts';
import type { MatchReport } from '../../../contract/report.ts';
import type { ModelRole } from '../../../contract/vocabulary.ts';
import type { Decision, DecisionReason } from '../../../border/referrals/vocabulary.ts';

export const MODALITIES = ['face', 'finger'] as const;
export type Modality = (typeof MODALITIES)[number];

export const OBSERVATIONS = [
  ...FACE_OBSERVATIONS,
  /** Not matched, and an officer found the traveller to be the holder of the document. */
  'not-matched-genuine',
  /** Not matched, and an officer found an impostor. */
  'not-matched-impostor',
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
    const found = modality === 'face' ? observationsOfFace(report.checks) : observationsOfFinger(report);
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

function observationsOfFinger({ checks }: MatchReport): readonly Observation[] {
  const check = checks.find(({ name }) => name === 'finger-comparison');
  const compared = observationsOfComparison(check);
  return compared.length > 0 ? ['acquired', ...compared] : isNotAcquired(check) ? ['not-acquired'] : [];
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
