/** Candidates for tests, made of the models in use. */
import type { Calibration } from '../../models/calibration/calibration.ts';
import { packFaces } from '../../models/build/pack-faces.ts';
import { FACE_COMPARATOR } from '../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../models/files/manifest.ts';

export interface CandidateChanges {
  readonly reportAfter?: number;
  /** Added to the score of each knot: a candidate with a positive shift is stricter. */
  readonly shift?: number;
  /** Replaces the bytes of each network. */
  readonly network?: Uint8Array;
  readonly calibration?: Calibration;
}

/** The comparator in use as a candidate, except for the changes. */
export function faceCandidate({
  reportAfter = 10,
  shift = 0,
  network,
  calibration,
}: CandidateChanges = {}): Uint8Array {
  return packFaces({
    reportAfter,
    calibration: shifted(calibration ?? ownCalibration(), shift),
    networkOf: network && (() => network),
  });
}

export function ownCalibration(): Calibration {
  const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
  if (calibration === undefined) throw new TypeError('faces are not calibrated');
  return calibration;
}

function shifted(calibration: Calibration, shift: number): Calibration {
  return { ...calibration, knots: calibration.knots.map((knot) => ({ ...knot, score: knot.score + shift })) };
}
