/** A feature as numbers of bins, so that splits are found by counting. */
export interface BinnedFeature {
  /** Bin of each row: uint8 [rows]. */
  readonly bins: Uint8Array;
  /** Largest value of each bin but the last, float32, rising: values that occur. NaN falls into the last bin. */
  readonly edges: Float32Array;
}

const MAX_BINS = 255;

/** @param values float32 [rows] */
export function binFeature(values: Float32Array): BinnedFeature {
  const edges = edgesOf(values);
  return { bins: Uint8Array.from(values, (value) => binOf(value, edges)), edges };
}

function edgesOf(values: Float32Array): Float32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  // NaN alone stands to the right of the greatest value
  const hasGap = sorted.length < values.length;
  if (distinct.length <= MAX_BINS - 1) return distinct.subarray(0, distinct.length - (hasGap ? 0 : 1));
  const edges: number[] = [];
  for (let bin = 1; bin < MAX_BINS; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / MAX_BINS)]!;
    if (edge !== edges.at(-1) && edge < sorted.at(-1)!) edges.push(edge);
  }
  return Float32Array.from(edges);
}

function binOf(value: number, edges: Float32Array): number {
  if (Number.isNaN(value)) return edges.length;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
