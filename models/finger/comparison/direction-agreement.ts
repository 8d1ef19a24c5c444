import { PATTERN } from '../constants.ts';
import { gridSide, type RidgePattern } from '../ridge-pattern.ts';
import type { Alignment } from './align.ts';
import { movedX, movedY } from './rigid-motion.ts';
import { shiftAt } from './stretch-field.ts';

export interface DirectionAgreement {
  /** Mean cosine of twice the difference of ridge directions, -1..1; 0 without overlap. */
  readonly agreement: number;
  /** Grid cells on both prints. */
  readonly cells: number;
}

/** Compares ridge directions where the prints overlap. */
export function compareDirections(
  one: RidgePattern,
  other: RidgePattern,
  { motion, field }: Alignment,
): DirectionAgreement {
  const columns = gridSide(one.width);
  const otherColumns = gridSide(other.width);
  const otherRows = gridSide(other.height);
  let sum = 0;
  let cells = 0;
  for (let at = 0; at < one.directions.length; at++) {
    const value = one.directions[at]!;
    if (value === 0) continue;
    const column = at % columns;
    const x = (column + 0.5) * PATTERN.gridPx;
    const y = ((at - column) / columns + 0.5) * PATTERN.gridPx;
    const shift = shiftAt(field, x, y);
    const toColumn = Math.floor((movedX(motion, x, y) + shift.dx) / PATTERN.gridPx);
    const toRow = Math.floor((movedY(motion, x, y) + shift.dy) / PATTERN.gridPx);
    if (toColumn < 0 || toRow < 0 || toColumn >= otherColumns || toRow >= otherRows) continue;
    const otherValue = other.directions[toRow * otherColumns + toColumn]!;
    if (otherValue === 0) continue;
    sum += Math.cos(2 * (((value - otherValue) * Math.PI) / PATTERN.directionSteps + motion.turn));
    cells++;
  }
  return { agreement: cells > 0 ? sum / cells : 0, cells };
}
