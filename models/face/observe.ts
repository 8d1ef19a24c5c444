import { type Image, wipeImage } from '../../hardware/device/image.ts';
import { checkImage } from './check-image.ts';
import { chooseFace } from './choose-face.ts';
import { DIGITAL_EXPOSURE, TRACKING } from './constants.ts';
import { detect } from './detect.ts';
import type { Box } from './detected-face.ts';
import { exposed, exposureGain, middleLuminance } from './expose.ts';
import type { FaceObservation, FaceSeen } from './face-observation.ts';
import type { FaceWorkspace } from './face-workspace.ts';
import { headPose } from './head-pose.ts';
import { listenForConfidence } from './landmark-confidence.ts';
import { locateLandmarks, placeMesh } from './landmarks.ts';
import type { FaceNetworks } from './open-face-models.ts';
import { faceQuality } from './quality/face-quality.ts';
import { interEyeDistancePx } from './quality/inter-eye-distance.ts';
import { unifiedQuality } from './quality/unified-quality.ts';
import type { FaceTrack, FoundFace } from './track.ts';

/** Whether a second face of comparable size makes the image unusable or is ignored. */
export type Companions = 'refuse' | 'ignore';

export interface ObserveOptions {
  readonly companions: Companions;
  /** Tried in order until a face is found, as shares of the longer side. */
  readonly margins?: readonly number[];
}

/**
 * Finds the traveller's face in one image and measures its quality.
 *
 * @throws FaceError `image-malformed`, `image-size`, `model-output`
 */
export async function observe(
  models: FaceNetworks,
  image: Image,
  workspace: FaceWorkspace,
  { companions, margins = [0] }: ObserveOptions,
): Promise<FaceObservation> {
  checkImage(image);
  const found = await find(models, image, workspace, companions, margins);
  return found.kind === 'found' ? measure(found, image, workspace) : found;
}

/**
 * Like `observe`, for the next frame of a stream: a tracked face is searched at its last position. The detector runs
 * when `track` requires it or the mesh is lost.
 *
 * @param atMs monotonic time of the frame
 */
export async function observeNext(
  models: FaceNetworks,
  image: Image,
  workspace: FaceWorkspace,
  track: FaceTrack,
  atMs: number,
  companions: Companions,
): Promise<FaceObservation> {
  checkImage(image);
  const followed = await follow(models, image, workspace, track, atMs);
  if (followed !== undefined) return measure(followed, image, workspace);
  track.wipe();
  const found = await find(models, image, workspace, companions, [0]);
  if (found.kind !== 'found') return found;
  track.begin(found, image, atMs);
  return measure(found, image, workspace);
}

/** A found face with the network's confidence that its crop contains a face, 0..1, for the quality measures. */
type Located = FoundFace & { readonly meshConfidence: number };

/** Finds the face. A dark image without a face is exposed digitally and searched once more. */
async function find(
  models: FaceNetworks,
  image: Image,
  workspace: FaceWorkspace,
  companions: Companions,
  margins: readonly number[],
): Promise<Located | Exclude<FaceObservation, FaceSeen>> {
  const found = await findOnce(models, image, workspace, companions, margins);
  if (found.kind !== 'nobody') return found;
  const gain = exposureGain(middleLuminance(image), DIGITAL_EXPOSURE.middleMax);
  if (gain === 1) return found;
  const brighter = exposed(image, gain);
  try {
    return await findOnce(models, brighter, workspace, companions, margins);
  } finally {
    wipeImage(brighter);
  }
}

async function findOnce(
  models: FaceNetworks,
  image: Image,
  workspace: FaceWorkspace,
  companions: Companions,
  margins: readonly number[],
): Promise<Located | Exclude<FaceObservation, FaceSeen>> {
  for (const margin of margins) {
    const chosen = chooseFace(await detect(models.detector, image, workspace, margin), image);
    if (chosen === undefined) continue;
    if (chosen.comparableFaces > 1 && companions === 'refuse') {
      return { kind: 'several', count: chosen.comparableFaces };
    }
    const { face, secondFaceRatio } = chosen;
    const { session, confidence } = listenForConfidence(models.landmarks);
    const landmarks = await locateLandmarks(session, image, face, workspace);
    if (landmarks === undefined) continue;
    const { box, score } = face;
    return { kind: 'found', box, score, secondFaceRatio, landmarks, meshConfidence: confidence() };
  }
  return { kind: 'nobody' };
}

async function follow(
  models: FaceNetworks,
  image: Image,
  workspace: FaceWorkspace,
  track: FaceTrack,
  atMs: number,
): Promise<Located | undefined> {
  const region = track.regionAt(image, atMs);
  if (region === undefined) return undefined;
  const { session, confidence } = listenForConfidence(models.landmarks);
  const landmarks = await placeMesh(session, image, region, workspace, TRACKING.confidenceMin);
  if (landmarks === undefined) return undefined;
  const face = track.next(landmarks, atMs);
  if (face !== undefined) return { ...face, meshConfidence: confidence() };
  landmarks.fill(0);
  return undefined;
}

function measure(
  { box, score, secondFaceRatio, landmarks, meshConfidence }: Located,
  image: Image,
  workspace: FaceWorkspace,
): FaceSeen {
  const pose = headPose(landmarks);
  const eyeDistancePx = interEyeDistancePx(landmarks, pose);
  const quality = faceQuality(image, landmarks, pose, eyeDistancePx, secondFaceRatio, workspace, meshConfidence);
  return {
    kind: 'face',
    box: normalised(box, image),
    detectionScore: score,
    interEyeDistancePx: eyeDistancePx,
    pose,
    quality,
    unifiedQuality: unifiedQuality(quality),
    landmarks,
  };
}

function normalised({ left, top, width, height }: Box, image: Image): Box {
  return {
    left: left / image.width,
    top: top / image.height,
    width: width / image.width,
    height: height / image.height,
  };
}
