import { provenRange } from '../../../models/calibration/calibration.ts';
import { FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../../models/files/manifest.ts';
import type { Policy } from '../../rules/decision/policy.ts';

/** Why no face comparison can pass a policy, or `undefined`. @throws ManifestError */
export function unprovenFace({ faceFalseMatchRate }: Pick<Policy, 'faceFalseMatchRate'>): string | undefined {
  const calibration = calibrationOf(loadManifest(), FACE_COMPARATOR);
  const strictest = calibration === undefined ? 1 : provenRange(calibration).strictest;
  if (strictest <= Number(faceFalseMatchRate)) return undefined;
  return `faceFalseMatchRate: the face calibration proves ${strictest.toExponential(1)} at best, not ${faceFalseMatchRate}`;
}
