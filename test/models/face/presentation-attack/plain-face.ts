/** A face with a flat mesh: an oval of points, with the named points at facial positions. */
import type { FaceSeen } from '../../../../models/face/face-observation.ts';
import { LANDMARK_COUNT } from '../../../../models/face/constants.ts';
import {
  CHIN,
  FOREHEAD,
  LEFT_EYE,
  LEFT_MOUTH_CORNER,
  NOSE_TIP,
  OUTLINE,
  RIGHT_EYE,
  RIGHT_MOUTH_CORNER,
} from '../../../../models/face/landmark-points.ts';

export interface PlainFaceOptions {
  readonly eyesX: number;
  readonly eyesY: number;
  readonly interEyePx: number;
  /** Depth at a position, inter-eye distances to the right of and below the middle of the eyes. Default: flat. */
  readonly depthAt?: (x: number, y: number) => number;
}

export function plainFace(options: PlainFaceOptions): Pick<FaceSeen, 'kind' | 'landmarks' | 'interEyeDistancePx'> {
  const { eyesX, eyesY, interEyePx, depthAt = () => 0 } = options;
  const landmarks = new Float32Array(3 * LANDMARK_COUNT);
  const put = (point: number, x: number, y: number): void => {
    landmarks.set([eyesX + interEyePx * x, eyesY + interEyePx * y, interEyePx * depthAt(x, y)], 3 * point);
  };
  for (let point = 0; point < LANDMARK_COUNT; point++) {
    const [radius, angle] = [Math.sqrt((point + 0.5) / LANDMARK_COUNT), 2.4 * point];
    put(point, 1.05 * radius * Math.cos(angle), 0.5 + 1.3 * radius * Math.sin(angle));
  }
  for (const [at, point] of OUTLINE.entries()) {
    const angle = (2 * Math.PI * at) / OUTLINE.length - Math.PI / 2;
    put(point, 1.1 * Math.cos(angle), 0.5 + 1.4 * Math.sin(angle));
  }
  for (const point of RIGHT_EYE) put(point, -0.5, 0);
  for (const point of LEFT_EYE) put(point, 0.5, 0);
  put(NOSE_TIP, 0, 0.65);
  put(RIGHT_MOUTH_CORNER, -0.4, 1.1);
  put(LEFT_MOUTH_CORNER, 0.4, 1.1);
  put(CHIN, 0, 1.85);
  put(FOREHEAD, 0, -0.9);
  return { kind: 'face', landmarks, interEyeDistancePx: interEyePx };
}
