/** A row and its score, computed in float64. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/**
 * The `count` best rows, best first, exactly: as if every row's float64 score were sorted, rows of equal score by `order`.
 *
 * The float32 scores are only used to leave out rows that cannot be among the best: those further below the `count`-th best than
 * twice the error a float32 sum can have. What is left, a few rows more than asked for, is computed again in float64.
 *
 * @param scores float32 [rows]
 * @param errorMax largest difference of a score from the float64 score
 */
export function bestRows(
  scores: Float32Array,
  count: number,
  errorMax: number,
  scoreOf: (row: number) => number,
  order: (row: number) => number,
): ScoredRow[] {
  const floor = nthLargest(scores, count) - 2 * errorMax;
  const candidates: ScoredRow[] = [];
  for (let row = 0; row < scores.length; row++) {
    if (scores[row]! >= floor) candidates.push({ row, score: scoreOf(row) });
  }
  return candidates.sort((one, other) => other.score - one.score || order(one.row) - order(other.row)).slice(0, count);
}

/** The `count`-th largest value, or -Infinity when there are fewer: the root of a heap of the largest so far. */
function nthLargest(values: Float32Array, count: number): number {
  if (values.length < count) return Number.NEGATIVE_INFINITY;
  const heap = values.slice(0, count).sort();
  for (let at = count; at < values.length; at++) {
    const value = values[at]!;
    if (value > heap[0]!) replaceLeast(heap, value);
  }
  return heap[0]!;
}

/** Puts `value` in the place of the root of a heap whose least value is the root. */
function replaceLeast(heap: Float32Array, value: number): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = value;
}
