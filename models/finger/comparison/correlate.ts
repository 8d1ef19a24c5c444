import { CORRELATION, PATTERN } from '../constants.ts';
import type { RidgePattern } from '../ridge-pattern.ts';
import type { Alignment } from './align.ts';
import { correlateBlock, onPrint, warpPatch } from './block-correlation.ts';
import { unpackPicture } from './picture.ts';
import { shiftAt } from './stretch-field.ts';
import type { ComparisonWorkspace } from './workspace.ts';

const { block: BLOCK, step: STEP, shift: SHIFT, neighbourhood: REACH } = CORRELATION;
const SIDE = 2 * SHIFT + 1;
const SHIFTS = SIDE * SIDE;

export interface PictureAgreement {
  /**
   * Mean correlation of the blocks, each at the shift that its neighbourhood prefers, -1..1; 0 when too few blocks can
   * be compared.
   */
  readonly correlation: number;
  /** Blocks that lie on both prints. */
  readonly blocks: number;
}

/**
 * Correlates the aligned pictures of reference and probe block by block. Each block may shift slightly, but only
 * together with its neighbours: skin moves like this, chance similarity does not.
 */
export function correlate(
  one: RidgePattern,
  other: RidgePattern,
  { motion, field }: Alignment,
  workspace: ComparisonWorkspace,
): PictureAgreement {
  const { patch, surfaces, compared } = workspace;
  const [pictureOne, pictureOther] = workspace.pictures;
  unpackPicture(one, pictureOne);
  unpackPicture(other, pictureOther);
  const columns = Math.max(0, Math.floor((one.width - BLOCK) / STEP) + 1);
  const rows = Math.max(0, Math.floor((one.height - BLOCK) / STEP) + 1);
  for (let at = 0; at < rows * columns; at++) {
    const column = at % columns;
    const x = column * STEP;
    const y = ((at - column) / columns) * STEP;
    compared[at] = 0;
    if (!onPrint(one, x, y)) continue;
    const { dx, dy } = shiftAt(field, (x + BLOCK / 2) * PATTERN.scale, (y + BLOCK / 2) * PATTERN.scale);
    if (!warpPatch(other, pictureOther, motion, x, y, dx, dy, patch)) continue;
    compared[at] = 1;
    correlateBlock(pictureOne, one.width, x, y, patch, surfaces, at * SHIFTS);
  }
  return vote(workspace, columns, rows);
}

/** Chooses one shift for each neighbourhood and averages its correlation there. */
function vote({ surfaces, compared, votes }: ComparisonWorkspace, columns: number, rows: number): PictureAgreement {
  let total = 0;
  let blocks = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (compared[row * columns + column] === 0) continue;
      votes.fill(0);
      let voters = 0;
      for (let y = Math.max(0, row - REACH); y <= Math.min(rows - 1, row + REACH); y++) {
        for (let x = Math.max(0, column - REACH); x <= Math.min(columns - 1, column + REACH); x++) {
          const near = y * columns + x;
          if (compared[near] === 0) continue;
          voters++;
          for (let shift = 0; shift < SHIFTS; shift++) votes[shift] = votes[shift]! + surfaces[near * SHIFTS + shift]!;
        }
      }
      let best = 0;
      for (let shift = 1; shift < SHIFTS; shift++) if (votes[shift]! > votes[best]!) best = shift;
      // A block with few neighbours is less constrained and counts half.
      total += ((voters < CORRELATION.votersLeast ? 0.5 : 1) * votes[best]!) / voters;
      blocks++;
    }
  }
  return { correlation: blocks >= CORRELATION.blocksLeast ? total / blocks : 0, blocks };
}
