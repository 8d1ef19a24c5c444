import type { Image } from '../../hardware/device/image.ts';
import { CENTRALITY_WEIGHT, COMPARABLE_FACE_RATIO } from './constants.ts';
import type { DetectedFace } from './detected-face.ts';

/** The traveller's face, and the number of faces of comparable size. */
export interface ChosenFace {
  readonly face: DetectedFace;
  /** Faces at least `COMPARABLE_FACE_RATIO` as wide as the chosen one, itself included: 1 or more. */
  readonly comparableFaces: number;
  /** Width of the widest other face divided by that of the chosen one; 0 when there is no other. */
  readonly secondFaceRatio: number;
}

/**
 * Chooses the traveller among the faces in view: the widest, with a discount for distance from the middle. A person at
 * the back of the hall is less than half as wide as the traveller and does not count; a companion beside the traveller
 * does.
 *
 * @returns `undefined` when there is no face
 */
export function chooseFace(
  faces: readonly DetectedFace[],
  image: Pick<Image, 'width' | 'height'>,
): ChosenFace | undefined {
  let chosen: DetectedFace | undefined;
  let best = Number.NEGATIVE_INFINITY;
  for (const face of faces) {
    const prominence = face.box.width * (1 - CENTRALITY_WEIGHT * eccentricity(face, image));
    if (prominence > best) {
      best = prominence;
      chosen = face;
    }
  }
  if (chosen === undefined) return undefined;
  const { width } = chosen.box;
  const others = faces.filter((face) => face !== chosen);
  return {
    face: chosen,
    comparableFaces: 1 + others.filter((face) => face.box.width >= COMPARABLE_FACE_RATIO * width).length,
    secondFaceRatio: others.reduce((ratio, face) => Math.max(ratio, face.box.width / width), 0),
  };
}

/** Distance of the face from the middle of the image: 0 there, 1 at a corner. */
function eccentricity({ box }: DetectedFace, { width, height }: Pick<Image, 'width' | 'height'>): number {
  const dx = box.left + box.width / 2 - width / 2;
  const dy = box.top + box.height / 2 - height / 2;
  return Math.min(1, Math.hypot(dx, dy) / Math.hypot(width / 2, height / 2));
}
