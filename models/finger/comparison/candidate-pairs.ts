import { RELAXATION } from '../constants.ts';

/** Minutiae that may be the same: `one[at]` of the one print and `other[at]` of the other, the most similar first. */
export interface CandidatePairs {
  readonly one: readonly number[];
  readonly other: readonly number[];
  readonly similarity: readonly number[];
}

/** More cells than any two prints give, and the steps in which similarities are told apart: one key holds both. */
const CELLS_MOST = 2 ** 14;
const STEPS = 2 ** 17;

/** Takes the most similar pair again and again, each minutia once (LGS of the MCC paper). */
export function candidatePairs(similarity: Float32Array, rows: number, columns: number): CandidatePairs {
  const most = Math.min(rows, columns, RELAXATION.pairsMost);
  const takenRow = new Uint8Array(rows);
  const takenColumn = new Uint8Array(columns);
  const pairs = { one: [] as number[], other: [] as number[], similarity: [] as number[] };
  for (const key of cellsBySimilarity(similarity, rows * columns)) {
    const cell = key % CELLS_MOST;
    const column = cell % columns;
    const row = (cell - column) / columns;
    if (takenRow[row] === 1 || takenColumn[column] === 1) continue;
    takenRow[row] = 1;
    takenColumn[column] = 1;
    pairs.one.push(row);
    pairs.other.push(column);
    pairs.similarity.push(similarity[cell]!);
    if (pairs.one.length === most) break;
  }
  return pairs;
}

/** Keys whose order is that of falling similarity: sorting plain numbers costs a tenth of sorting with a comparison. */
function cellsBySimilarity(similarity: Float32Array, cells: number): Uint32Array {
  const keys = new Uint32Array(cells);
  let count = 0;
  for (let cell = 0; cell < cells; cell++) {
    const value = similarity[cell]!;
    if (value > RELAXATION.similarityLeast) keys[count++] = Math.floor((1 - value) * STEPS) * CELLS_MOST + cell;
  }
  return keys.subarray(0, count).sort();
}
