import type { Image } from '../../hardware/image.ts';
import { checkImage } from './check-image.ts';
import { chooseFace } from './choose-face.ts';
import { detect } from './detect.ts';
import type { Box } from './detected-face.ts';
import type { FaceObservation } from './face-observation.ts';
import type { FaceWorkspace } from './face-workspace.ts';
import { headPose } from './head-pose.ts';
import { listenForConfidence } from './landmark-confidence.ts';
import { locateLandmarks } from './landmarks.ts';
import type { FaceModels } from './open-face-models.ts';
import { faceQuality } from './quality/face-quality.ts';
import { interEyeDistancePx } from './quality/inter-eye-distance.ts';
import { unifiedQuality } from './quality/unified-quality.ts';

/**
 * Looks at one image: who is there, where, how well they can be seen.
 *
 * @param margins tried in order until a face is found, as shares of the longer side
 * @throws FaceError `image-malformed`, `image-size`, `model-output`
 */
export async function observe(
  models: FaceModels,
  image: Image,
  workspace: FaceWorkspace,
  margins: readonly number[] = [0],
): Promise<FaceObservation> {
  checkImage(image);
  for (const margin of margins) {
    const chosen = chooseFace(await detect(models.detector, image, workspace, margin), image);
    if (chosen === undefined) continue;
    if (chosen.comparableFaces > 1) return { kind: 'several', count: chosen.comparableFaces };
    const { session, confidence } = listenForConfidence(models.landmarks);
    const landmarks = await locateLandmarks(session, image, chosen.face, workspace);
    if (landmarks === undefined) continue;
    const pose = headPose(landmarks);
    const eyeDistancePx = interEyeDistancePx(landmarks, pose);
    const { secondFaceRatio } = chosen;
    const quality = faceQuality(image, landmarks, pose, eyeDistancePx, secondFaceRatio, workspace, confidence());
    return {
      kind: 'face',
      box: normalised(chosen.face.box, image),
      detectionScore: chosen.face.score,
      interEyeDistancePx: eyeDistancePx,
      pose,
      quality,
      unifiedQuality: unifiedQuality(quality),
      landmarks,
    };
  }
  return { kind: 'nobody' };
}

function normalised({ left, top, width, height }: Box, image: Image): Box {
  return {
    left: left / image.width,
    top: top / image.height,
    width: width / image.width,
    height: height / image.height,
  };
}
