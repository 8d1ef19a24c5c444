/** From where the detector saw a face to where its outline is drawn. Pure. */
import type { FaceProgress } from '../../biometrics/face/face-attempt.ts';
import { GRID } from './grid.ts';

/** The drawing's units. */
export const VIEW = GRID;

/** Where a well-placed face is: the middle of the picture, filling about two fifths of its height from brows to chin. */
export const TARGET = { cx: 200, cy: 235, rx: 118, ry: 156 } as const;

/** A head is about this much higher than the detector's box, which ends at the brows, and this wide for its height. */
const HEAD_ABOVE_BOX = 0.32;
const HEAD_WIDTH_SHARE = 0.75;

export interface Outline {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
}

/** A head that points elsewhere shows its features shifted towards there, by at most this share of its half-axes. */
const FEATURES_ACROSS = 0.75;
const FEATURES_DOWN = 0.5;

/** How far the drawn features are shifted, and the head leans, clockwise degrees. Mirrored as the outline is. */
export interface Lean {
  readonly dx: number;
  readonly dy: number;
  readonly degrees: number;
}

/** Positive yaw is towards the traveller's own left, which a mirror shows on the left; positive roll towards their right shoulder. */
export function leanOf({ rx, ry }: Outline, pose: FaceProgress['pose']): Lean {
  if (pose === undefined) return { dx: 0, dy: 0, degrees: 0 };
  const sine = (degrees: number): number => Math.sin((Math.max(-80, Math.min(80, degrees)) * Math.PI) / 180);
  return {
    dx: -sine(pose.yaw) * rx * FEATURES_ACROSS,
    dy: sine(pose.pitch) * ry * FEATURES_DOWN,
    degrees: pose.roll,
  };
}

/** Mirrored: when the traveller moves to their left, the outline moves to the left of the screen, as in a mirror. */
export function outlineOf({ left, top, width, height }: NonNullable<FaceProgress['box']>): Outline {
  const headHeight = height * (1 + HEAD_ABOVE_BOX) * VIEW.height;
  const ry = headHeight / 2;
  return {
    cx: (1 - (left + width / 2)) * VIEW.width,
    cy: (top + height) * VIEW.height - ry,
    rx: ry * HEAD_WIDTH_SHARE,
    ry,
  };
}
