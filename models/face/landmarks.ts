import type { Image } from '../../hardware/device/image.ts';
import type { ModelSession } from '../runtime/session.ts';
import { type Affine, scaleOf, squareRegion } from './affine.ts';
import { LANDMARK_CONFIDENCE_MIN, LANDMARK_COUNT, LANDMARK_REGION_SCALE, LANDMARKS_SIDE } from './constants.ts';
import type { DetectedFace } from './detected-face.ts';
import { FaceError } from './face-error.ts';
import type { FaceWorkspace } from './face-workspace.ts';
import { LEFT_EYE, RIGHT_EYE } from './landmark-points.ts';
import { outputOf, pixelEncodingOf } from './model-output.ts';
import { warp } from './warp.ts';

/**
 * Float32 [468, 3]: x and y in image px; z in the same unit, relative to the middle of the face, smaller is nearer to
 * the camera. Biometric: it stays in the thread that created it, and its owner wipes it.
 */
export type Landmarks = Float32Array;

/**
 * Fits the face mesh to one detected face. The first pass uses the detector's box, rotated so that the eyes are level.
 * The second pass is centred on the result of the first, which makes the points steadier.
 *
 * @param passes 2 for a comparison; 1 is faster
 * @returns `undefined` when the network finds no face in its crop
 * @throws FaceError `model-output`
 */
export async function locateLandmarks(
  session: ModelSession,
  image: Image,
  face: DetectedFace,
  workspace: FaceWorkspace,
  passes: 1 | 2 = 2,
): Promise<Landmarks | undefined> {
  const size = Math.max(face.box.width, face.box.height) * LANDMARK_REGION_SCALE;
  const first = await placeMesh(session, image, regionOfDetection(face, size), workspace);
  if (first === undefined || passes === 1) return first;
  const second = await placeMesh(session, image, regionOfMesh(meshFrame(first), size), workspace);
  if (second === undefined) return first;
  first.fill(0);
  return second;
}

/**
 * Fits the mesh to one square of the image.
 *
 * @param region from the network's input px to image px
 * @param confidenceMin minimum confidence of the network that the crop contains a face, 0..1
 * @returns `undefined` when the confidence is lower
 * @throws FaceError `model-output`
 */
export async function placeMesh(
  session: ModelSession,
  image: Image,
  region: Affine,
  { landmarksInput }: FaceWorkspace,
  confidenceMin = LANDMARK_CONFIDENCE_MIN,
): Promise<Landmarks | undefined> {
  warp(image, region, LANDMARKS_SIDE, pixelEncodingOf(session.model), landmarksInput);
  const outputs = await session.run({
    input_1: { data: landmarksInput, dims: [1, LANDMARKS_SIDE, LANDMARKS_SIDE, 3] },
  });
  const confidence = outputOf(outputs, 'Identity_1', 1)[0]!;
  const points = outputOf(outputs, 'Identity_2', 3 * LANDMARK_COUNT);
  const depthScale = scaleOf(region);
  const landmarks = new Float32Array(3 * LANDMARK_COUNT);
  let finite = true;
  for (let at = 0; at < landmarks.length; at += 3) {
    const x = points[at]!;
    const y = points[at + 1]!;
    landmarks[at] = region.a * x + region.b * y + region.c;
    landmarks[at + 1] = region.d * x + region.e * y + region.f;
    landmarks[at + 2] = points[at + 2]! * depthScale;
    finite &&= Number.isFinite(landmarks[at]! + landmarks[at + 1]! + landmarks[at + 2]!);
  }
  points.fill(0);
  if (!finite || !Number.isFinite(confidence)) throw new FaceError('model-output', 'a landmark is not a finite number');
  if (confidence >= confidenceMin) return landmarks;
  landmarks.fill(0);
  return undefined;
}

function regionOfDetection({ box, keypoints }: DetectedFace, size: number): Affine {
  const angle = Math.atan2(keypoints[3]! - keypoints[1]!, keypoints[2]! - keypoints[0]!);
  return squareRegion(box.left + box.width / 2, box.top + box.height / 2, size, angle, LANDMARKS_SIDE);
}

/** The bounding square of a mesh: its centre and longer side in image px, and its angle in radians. */
export interface MeshFrame {
  readonly centreX: number;
  readonly centreY: number;
  readonly extent: number;
  readonly angle: number;
}

/** The extent of a mesh after it is rotated so that the outer corners of the eyes are level. */
export function meshFrame(landmarks: Landmarks): MeshFrame {
  const right = 3 * RIGHT_EYE[0];
  const left = 3 * LEFT_EYE[1];
  const angle = Math.atan2(landmarks[left + 1]! - landmarks[right + 1]!, landmarks[left]! - landmarks[right]!);
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  let [alongMin, alongMax, acrossMin, acrossMax] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < landmarks.length; at += 3) {
    const along = cosine * landmarks[at]! + sine * landmarks[at + 1]!;
    const across = cosine * landmarks[at + 1]! - sine * landmarks[at]!;
    alongMin = Math.min(alongMin, along);
    alongMax = Math.max(alongMax, along);
    acrossMin = Math.min(acrossMin, across);
    acrossMax = Math.max(acrossMax, across);
  }
  const along = (alongMin + alongMax) / 2;
  const across = (acrossMin + acrossMax) / 2;
  return {
    centreX: cosine * along - sine * across,
    centreY: sine * along + cosine * across,
    extent: Math.max(alongMax - alongMin, acrossMax - acrossMin),
    angle,
  };
}

/** The square of `size` px about the middle of a mesh, level with its eyes. */
export function regionOfMesh({ centreX, centreY, angle }: MeshFrame, size: number): Affine {
  return squareRegion(centreX, centreY, size, angle, LANDMARKS_SIDE);
}
