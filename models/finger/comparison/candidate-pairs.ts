import { RELAXATION } from '../constants.ts';

/**
 * Pairs of minutiae that may correspond: `one[at]` of one print and `other[at]` of the other, the most similar first.
 */
export interface CandidatePairs {
  readonly one: readonly number[];
  readonly other: readonly number[];
  readonly similarity: readonly number[];
}

/** An upper bound of the number of cells, and the number of steps of the similarity. One key contains both. */
const MAX_CELLS = 2 ** 14;
const STEPS = 2 ** 17;
/** Above every key. */
const NONE = 2 ** 31 - 1;

/**
 * Repeatedly takes the most similar pair, each minutia once (LGS of the MCC paper). Each row stores its best free
 * cell, so no sort is needed.
 *
 * @param keys int32, at least [rows, columns], written
 */
export function candidatePairs(
  similarity: Float32Array,
  rows: number,
  columns: number,
  keys: Int32Array,
): CandidatePairs {
  const most = Math.min(rows, columns, RELAXATION.pairsMost);
  fillKeys(similarity, rows * columns, keys);
  const taken = new Uint8Array(columns);
  const best = new Int32Array(rows);
  for (let row = 0; row < rows; row++) best[row] = leastFree(keys, row, columns, taken);
  const pairs = { one: [] as number[], other: [] as number[], similarity: [] as number[] };
  while (pairs.one.length < most) {
    let row = 0;
    for (let other = 1; other < rows; other++) if (best[other]! < best[row]!) row = other;
    if (rows === 0 || best[row] === NONE) break;
    const cell = best[row]! % MAX_CELLS;
    const column = cell - row * columns;
    if (taken[column] === 1) {
      best[row] = leastFree(keys, row, columns, taken);
      continue;
    }
    best[row] = NONE;
    taken[column] = 1;
    pairs.one.push(row);
    pairs.other.push(column);
    pairs.similarity.push(similarity[cell]!);
  }
  return pairs;
}

/** Writes keys in the order of falling similarity. */
function fillKeys(similarity: Float32Array, cells: number, keys: Int32Array): void {
  for (let cell = 0; cell < cells; cell++) {
    const value = similarity[cell]!;
    keys[cell] = value > RELAXATION.similarityLeast ? Math.floor((1 - value) * STEPS) * MAX_CELLS + cell : NONE;
  }
}

function leastFree(keys: Int32Array, row: number, columns: number, taken: Uint8Array): number {
  let least = NONE;
  for (let column = 0; column < columns; column++) {
    const key = keys[row * columns + column]!;
    if (key < least && taken[column] === 0) least = key;
  }
  return least;
}
