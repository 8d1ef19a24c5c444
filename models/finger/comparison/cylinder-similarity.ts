import { CYLINDER } from '../constants.ts';
import type { MinutiaList } from '../minutia-list.ts';
import { COUNTS } from './common-bits-kernel.ts';
import { type Cylinders, LAYER_CELLS } from './cylinders.ts';
import type { ComparisonWorkspace } from './workspace.ts';

/** Minutiae with their cylinders. */
export interface DescribedMinutiae {
  readonly minutiae: MinutiaList;
  readonly cylinders: Cylinders;
}

/** Minimum number of valid bits that two partly valid cylinders must share. */
const MIN_COMMON = CYLINDER.commonShareLeast * LAYER_CELLS * CYLINDER.directions;

/**
 * Similarity 0..1 of each minutia of one print with each of the other: 1 - |a xor b| / (|a| + |b|), norms over the
 * cells valid in both (MCC, equation 22). 0 when the rotation is too large or too few cells are valid in both.
 *
 * @param workspace its `similarity` is written: float32, at least [one.count, other.count]
 */
export function cylinderSimilarity(
  one: DescribedMinutiae,
  other: DescribedMinutiae,
  { similarity, kernel, comparable }: Pick<ComparisonWorkspace, 'similarity' | 'kernel' | 'comparable'>,
): void {
  const { usable, cells } = other.cylinders;
  const directions = other.minutiae.direction;
  const [rows, columns] = [one.minutiae.count, other.minutiae.count];
  kernel.put('one', one.cylinders.bits, one.cylinders.valid);
  kernel.put('other', other.cylinders.bits, other.cylinders.valid);
  similarity.fill(0, 0, rows * columns);
  let pairs = 0;
  for (let a = 0; a < rows; a++) {
    if (one.cylinders.usable[a] === 0) continue;
    const direction = one.minutiae.direction[a]!;
    for (let b = 0; b < columns; b++) {
      const apart = Math.abs(direction - directions[b]!);
      if (Math.min(apart, 2 * Math.PI - apart) > CYLINDER.turnMost || usable[b] === 0) continue;
      kernel.addPair(a, b);
      comparable[pairs++] = a * columns + b;
    }
  }
  const counts = kernel.count();
  for (let pair = 0; pair < pairs; pair++) {
    const cell = comparable[pair]!;
    const at = pair * COUNTS.each;
    if (counts[at + COUNTS.valid]! < MIN_COMMON) {
      const a = Math.floor(cell / columns);
      if (one.cylinders.cells[a] !== LAYER_CELLS && cells[cell - a * columns] !== LAYER_CELLS) continue;
    }
    const ones = counts[at + COUNTS.bitsOfOne]!;
    const others = counts[at + COUNTS.bitsOfOther]!;
    const norms = Math.sqrt(ones) + Math.sqrt(others);
    if (norms > 0) similarity[cell] = 1 - Math.sqrt(ones + others - 2 * counts[at + COUNTS.bits]!) / norms;
  }
}
