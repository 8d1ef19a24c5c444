import { PATTERN } from '../constants.ts';
import type { MinutiaList } from '../minutia-list.ts';
import { gridSide, type RidgePattern } from '../ridge-pattern.ts';
import type { Alignment } from './align.ts';
import { movedX, movedY, type RigidMotion } from './rigid-motion.ts';

/** The area of a print on which minutiae can be expected. */
export interface MinutiaField {
  readonly minutiae: MinutiaList;
  readonly pattern: RidgePattern | null;
}

/** Number of minutiae of either print in the area of the other one, which could be paired. */
export function minutiaeInOverlap(one: MinutiaField, other: MinutiaField, { motion }: Alignment): number {
  const { cosine, sine, dx, dy } = motion;
  const back: RigidMotion = {
    turn: -motion.turn,
    cosine,
    sine: -sine,
    dx: -(cosine * dx + sine * dy),
    dy: -(-sine * dx + cosine * dy),
  };
  return (inside(one.minutiae, motion, other) + inside(other.minutiae, back, one)) / 2;
}

function inside({ count, x, y }: MinutiaList, motion: RigidMotion, onto: MinutiaField): number {
  const covers = onto.pattern === null ? boxOf(onto.minutiae) : gridOf(onto.pattern);
  let found = 0;
  for (let at = 0; at < count; at++) {
    if (covers(movedX(motion, x[at]!, y[at]!), movedY(motion, x[at]!, y[at]!))) found++;
  }
  return found;
}

/** Without a picture, the area of a print is the bounding box of its minutiae. */
function boxOf({ count, x, y }: MinutiaList): (x: number, y: number) => boolean {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < count; at++) {
    left = Math.min(left, x[at]!);
    right = Math.max(right, x[at]!);
    top = Math.min(top, y[at]!);
    bottom = Math.max(bottom, y[at]!);
  }
  return (px, py) => px >= left && px <= right && py >= top && py <= bottom;
}

function gridOf({ width, height, directions }: RidgePattern): (x: number, y: number) => boolean {
  const columns = gridSide(width);
  const rows = gridSide(height);
  return (px, py) => {
    const column = Math.floor(px / PATTERN.gridPx);
    const row = Math.floor(py / PATTERN.gridPx);
    if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
    return directions[row * columns + column] !== 0;
  };
}
