import { CYLINDER } from '../constants.ts';
import type { MinutiaList } from '../minutia-list.ts';
import { CYLINDER_WORDS, type Cylinders, LAYER_CELLS, LAYER_WORDS } from './cylinders.ts';

/** Minutiae with their cylinders. */
export interface DescribedMinutiae {
  readonly minutiae: MinutiaList;
  readonly cylinders: Cylinders;
}

/**
 * Similarity 0..1 of each minutia of one print with each of the other: 1 - |a xor b| / (|a| + |b|), norms of bits over the cells
 * valid in both (MCC, equation 22). 0 where the turn is too large or too little is valid in both.
 *
 * @param similarity float32, at least [one.count, other.count], written
 */
export function cylinderSimilarity(one: DescribedMinutiae, other: DescribedMinutiae, similarity: Float32Array): void {
  const columns = other.minutiae.count;
  for (let a = 0; a < one.minutiae.count; a++) {
    const direction = one.minutiae.direction[a]!;
    for (let b = 0; b < columns; b++) {
      const apart = Math.abs(direction - other.minutiae.direction[b]!);
      const near = Math.min(apart, 2 * Math.PI - apart) <= CYLINDER.turnMost;
      const comparable = near && one.cylinders.usable[a] === 1 && other.cylinders.usable[b] === 1;
      similarity[a * columns + b] = comparable ? similarityOf(one.cylinders, a, other.cylinders, b) : 0;
    }
  }
}

function similarityOf(one: Cylinders, a: number, other: Cylinders, b: number): number {
  const startA = a * CYLINDER_WORDS;
  const startB = b * CYLINDER_WORDS;
  const fullA = one.cells[a] === LAYER_CELLS;
  const fullB = other.cells[b] === LAYER_CELLS;
  if (!fullA && !fullB && cellsInBoth(one, a, other, b) < CYLINDER.commonShareLeast * LAYER_CELLS) return 0;
  // Where all of a cylinder is valid, the other's bits count as they are.
  const onesA = fullB ? one.ones[a]! : commonBits(one.bits, startA, other.valid, startB);
  const onesB = fullA ? other.ones[b]! : commonBits(other.bits, startB, one.valid, startA);
  const norms = Math.sqrt(onesA) + Math.sqrt(onesB);
  if (norms === 0) return 0;
  return 1 - Math.sqrt(onesA + onesB - 2 * commonBits(one.bits, startA, other.bits, startB)) / norms;
}

function cellsInBoth(one: Cylinders, a: number, other: Cylinders, b: number): number {
  let cells = 0;
  for (let word = 0; word < LAYER_WORDS; word++) {
    cells += byteCounts(one.validCells[a * LAYER_WORDS + word]! & other.validCells[b * LAYER_WORDS + word]!);
  }
  return sumOfBytes(cells);
}

/** Bits set in both of two cylinders: three words are counted to nibbles and added up before anything wider is needed. */
function commonBits(one: Int32Array, startOne: number, other: Int32Array, startOther: number): number {
  let low = 0;
  let high = 0;
  for (let word = 0; word < CYLINDER_WORDS; word += 3) {
    const nibbles =
      nibbleCounts(one[startOne + word]! & other[startOther + word]!) +
      nibbleCounts(one[startOne + word + 1]! & other[startOther + word + 1]!) +
      nibbleCounts(one[startOne + word + 2]! & other[startOther + word + 2]!);
    low += nibbles & 0x0f0f0f0f;
    high += (nibbles >>> 4) & 0x0f0f0f0f;
  }
  return sumOfBytes(low) + sumOfBytes(high);
}

/** Bits set in each four (Warren, Hacker's Delight, 5-1), at most 4. */
function nibbleCounts(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
}

function byteCounts(value: number): number {
  const nibbles = nibbleCounts(value);
  return (nibbles + (nibbles >>> 4)) & 0x0f0f0f0f;
}

/** The sum of four bytes, each at most 255. */
function sumOfBytes(bytes: number): number {
  const halves = (bytes & 0x00ff00ff) + ((bytes >>> 8) & 0x00ff00ff);
  return (halves & 0xffff) + (halves >>> 16);
}
