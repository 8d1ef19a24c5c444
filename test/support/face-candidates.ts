/** Candidates for tests, made of the models in use. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calibration } from '../../models/calibration/calibration.ts';
import { base64, loadCentring } from '../../models/face/centring.ts';
import { EMBEDDERS, FACE_COMPARATOR, MIRRORED, STRENGTH_WEIGHT } from '../../models/face/embedders.ts';
import { packFaceCandidate } from '../../models/face/face-candidate.ts';
import { calibrationOf, loadManifest, manifestModel } from '../../models/files/manifest.ts';
import { projectRoot } from '../../models/files/project-root.ts';

export interface CandidateChanges {
  readonly reportAfter?: number;
  /** Added to the score of each knot: a candidate with a positive shift is stricter. */
  readonly shift?: number;
  /** Replaces the bytes of each network. */
  readonly network?: Uint8Array;
}

/** The comparator in use as a candidate, except for the changes. */
export function faceCandidate({ reportAfter = 10, shift = 0, network }: CandidateChanges = {}): Uint8Array {
  const manifest = loadManifest();
  const { centring } = loadCentring();
  const networks = EMBEDDERS.map(({ model, output, length, weight, typicalLength }, at) => {
    const [input] = manifestModel(manifest, model).inputs;
    const own = centring[at];
    if (input === undefined || own === undefined) throw new TypeError(`${model} is not described`);
    return {
      ...{ name: model, output, length, weight, typicalLength },
      input: { name: input.name, batch: input.shape[0], layout: input.layout, pixel: input.pixel },
      mirrored: { reference: MIRRORED.reference[at] === true, probe: MIRRORED.probe[at] === true },
      mean: base64(own.mean),
      between: own.between.map(base64),
    };
  });
  const files = EMBEDDERS.map(
    ({ model }) => network ?? readFileSync(join(projectRoot(), '.models', 'onnx', `${model}.onnx`)),
  );
  const calibration = calibrationOf(manifest, FACE_COMPARATOR);
  if (calibration === undefined) throw new TypeError('faces are not calibrated');
  const header = { format: 'postern-face-candidate/1', reportAfter, strengthWeight: STRENGTH_WEIGHT } as const;
  return packFaceCandidate({ ...header, networks, calibration: shifted(calibration, shift) }, files);
}

function shifted(calibration: Calibration, shift: number): never {
  const knots = calibration.knots.map((knot) => ({ ...knot, score: knot.score + shift }));
  return { ...calibration, knots } as never;
}
