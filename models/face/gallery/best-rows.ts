/** A row and its score, computed in float64. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/**
 * The `count` best rows, best first. The result is exact: it equals sorting all rows by float64 score, and by `order`
 * for equal scores. The float32 scores only exclude rows that cannot be among the best: those below the `count`-th
 * best by more than twice the error of a float32 sum. The few remaining rows are computed again in float64.
 *
 * @param scores float32 [rows]
 * @param errorMax largest difference between a float32 and a float64 score
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

/** Replaces the root of a min-heap with `value`. */
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
