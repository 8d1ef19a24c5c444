/** The face comparator of this source tree as one file, for a release of models (`../face/face-candidate.ts`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calibration } from '../calibration/calibration.ts';
import { base64, loadCentring } from '../face/centring.ts';
import { EMBEDDERS, FACE_COMPARATOR, MIRRORED, STRENGTH_WEIGHT } from '../face/embedders.ts';
import { packFaceCandidate } from '../face/face-candidate.ts';
import { FaceError } from '../face/face-error.ts';
import { calibrationOf, loadManifest, manifestModel } from '../files/manifest.ts';
import { projectRoot } from '../files/project-root.ts';

export interface PackedParts {
  /** A lane reports its counts of a shadow passage after at least this many judged travellers. */
  readonly reportAfter: number;
  /** By default the manifest's. */
  readonly calibration?: Calibration | undefined;
  /** By default the networks that `npm run models` has built. */
  readonly networkOf?: ((model: string) => Uint8Array) | undefined;
}

/** Throws `FaceError`: `calibration-missing`, or `candidate-malformed` when the parts do not fit together. Throws the errors of files. */
export function packFaces({ reportAfter, calibration, networkOf = builtNetwork }: PackedParts): Uint8Array {
  const manifest = loadManifest();
  const { centring } = loadCentring();
  const own = calibration ?? calibrationOf(manifest, FACE_COMPARATOR);
  if (own === undefined) throw new FaceError('calibration-missing', 'the manifest does not calibrate faces');
  const networks = EMBEDDERS.map(({ model, output, length, weight, typicalLength }, at) => {
    const [input] = manifestModel(manifest, model).inputs;
    const fitted = centring[at];
    if (input === undefined || fitted === undefined) {
      throw new FaceError('candidate-malformed', `${model} has no input or no centring`);
    }
    return {
      ...{ name: model, output, length, weight, typicalLength },
      input: { name: input.name, batch: input.shape[0], layout: input.layout, pixel: input.pixel },
      mirrored: { reference: MIRRORED.reference[at] === true, probe: MIRRORED.probe[at] === true },
      mean: base64(fitted.mean),
      between: fitted.between.map(base64),
    };
  });
  const header = { format: 'postern-face-candidate/1', reportAfter, strengthWeight: STRENGTH_WEIGHT } as const;
  return packFaceCandidate(
    { ...header, networks, calibration: own },
    EMBEDDERS.map(({ model }) => networkOf(model)),
  );
}

function builtNetwork(model: string): Uint8Array {
  return readFileSync(join(projectRoot(), '.models', 'onnx', `${model}.onnx`));
}
