import type { Split } from './decomposition-tree.ts';
import type { FilterBank } from './filters.ts';
import { reflect } from './reflect.ts';

/**
 * Combines subbands into the image, in place. Sums are in single precision and in the order of NIST's decoder, so
 * results are bit-identical.
 *
 * `data`: row-major, `width` columns, values after dequantisation. `splits`: the tree in the order of analysis.
 */
export function synthesise(data: Float32Array, width: number, splits: readonly Split[], bank: FilterBank): void {
  const scratch = new Float32Array(data.length);
  for (const split of splits.toReversed()) {
    joinRows(scratch, data, width, split, bank);
    joinColumns(data, scratch, width, split, bank);
  }
  scratch.fill(0);
}

/** Vertical direction: whole rows are weighted and added. `target` receives only the band, packed. */
function joinRows(
  target: Float32Array,
  source: Float32Array,
  width: number,
  band: Split,
  { low, high }: FilterBank,
): void {
  const { width: columns, height: rows } = band;
  const lowStart = band.highFirstY ? rows >> 1 : 0;
  const highStart = band.highFirstY ? 0 : (rows + 1) >> 1;
  const corner = band.y * width + band.x;
  const [lowReach, highReach] = [low.length >> 1, high.length >> 1];
  /** Input rows of one output row, low ones first, and their weights. */
  const from: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    from.length = weights.length = 0;
    for (let tap = (row + lowReach) & 1; tap < low.length; tap += 2) {
      from.push(corner + (lowStart + (reflect(row - lowReach + tap, rows) >> 1)) * width);
      weights.push(low[tap] as number);
    }
    for (let tap = (row + highReach + 1) & 1; tap < high.length; tap += 2) {
      from.push(corner + (highStart + (reflect(row - highReach + tap, rows) >> 1)) * width);
      weights.push(high[tap] as number);
    }
    addRows(target, row * columns, columns, source, from, weights);
  }
}

/** Three rows per pass: writing and reading the sum for every row takes twice the time. */
function addRows(
  target: Float32Array,
  to: number,
  columns: number,
  source: Float32Array,
  from: readonly number[],
  weights: readonly number[],
): void {
  const f32 = Math.fround;
  target.fill(0, to, to + columns);
  for (let index = 0; index < from.length; index += 3) {
    const first = from[index] as number;
    // Missing rows of the last three are replaced by the first one with weight 0.
    const [second, third] = [from[index + 1] ?? first, from[index + 2] ?? first];
    const a = f32(weights[index] as number);
    const [b, c] = [f32(weights[index + 1] ?? 0), f32(weights[index + 2] ?? 0)];
    for (let x = 0; x < columns; x++) {
      let sum = target[to + x] as number;
      sum = f32(sum + f32((source[first + x] as number) * a));
      sum = f32(sum + f32((source[second + x] as number) * b));
      target[to + x] = f32(sum + f32((source[third + x] as number) * c));
    }
  }
}

/** Horizontal direction, from the packed band back to its position. */
function joinColumns(target: Float32Array, source: Float32Array, width: number, band: Split, bank: FilterBank): void {
  const { width: columns, height: rows } = band;
  const reach = Math.max(bank.low.length, bank.high.length) >> 1;
  const places = interleaving(band, columns, reach);
  const line = new Float32Array(places.length + SLACK);
  const kernels = [0, 1].map((parity) => ({
    parity,
    low: tapsOf(bank.low, parity, reach),
    high: tapsOf(bank.high, parity + 1, reach),
  }));
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (let index = 0; index < places.length; index++)
      line[index] = source[from + (places[index] as number)] as number;
    const to = (band.y + row) * width + band.x;
    for (const { parity, low, high } of kernels) {
      const filter = low.weights.length === SHORT && high.weights.length === SHORT ? filterShort : filterLong;
      filter(target, to, columns, parity, line, low, high);
    }
  }
  line.fill(0);
}

/** Position in the split row of each sample of the extended, interleaved row: low samples even, high ones odd. */
function interleaving(band: Split, columns: number, reach: number): Int32Array {
  const lowStart = band.highFirstX ? columns >> 1 : 0;
  const highStart = band.highFirstX ? 0 : (columns + 1) >> 1;
  return Int32Array.from({ length: columns + 2 * reach }, (_, index) => {
    const position = reflect(index - reach, columns);
    return (position & 1 ? highStart : lowStart) + (position >> 1);
  });
}

/** Number of unrolled taps of one parity: the standard's filters have three to five, padded with zeros. */
const SHORT = 5;
/** Samples after the extended row that only the padding zeros of a kernel read. */
const SLACK = 2 * SHORT;

interface Taps {
  readonly weights: Float32Array;
  /** Position of the first weight in the extended row, relative to the output sample. */
  readonly start: number;
}

/** The taps for samples of one parity, for an output of parity `parity`. */
function tapsOf(filter: Float32Array, parity: number, reach: number): Taps {
  const half = filter.length >> 1;
  const first = (parity + half) & 1;
  const taps = filter.filter((_, tap) => (tap & 1) === first);
  const weights = new Float32Array(Math.max(SHORT, taps.length));
  weights.set(taps);
  return { weights, start: reach - half + first };
}

function filterShort(
  target: Float32Array,
  to: number,
  columns: number,
  parity: number,
  line: Float32Array,
  low: Taps,
  high: Taps,
): void {
  const f32 = Math.fround;
  const [a, b, c, d, e] = low.weights as unknown as readonly [number, number, number, number, number];
  const [p, q, r, s, t] = high.weights as unknown as readonly [number, number, number, number, number];
  for (let x = parity; x < columns; x += 2) {
    const l = x + low.start;
    const h = x + high.start;
    let sum = f32(f32((line[l] as number) * f32(a)));
    sum = f32(sum + f32((line[l + 2] as number) * f32(b)));
    sum = f32(sum + f32((line[l + 4] as number) * f32(c)));
    sum = f32(sum + f32((line[l + 6] as number) * f32(d)));
    sum = f32(sum + f32((line[l + 8] as number) * f32(e)));
    sum = f32(sum + f32((line[h] as number) * f32(p)));
    sum = f32(sum + f32((line[h + 2] as number) * f32(q)));
    sum = f32(sum + f32((line[h + 4] as number) * f32(r)));
    sum = f32(sum + f32((line[h + 6] as number) * f32(s)));
    target[to + x] = f32(sum + f32((line[h + 8] as number) * f32(t)));
  }
}

function filterLong(
  target: Float32Array,
  to: number,
  columns: number,
  parity: number,
  line: Float32Array,
  low: Taps,
  high: Taps,
): void {
  for (let x = parity; x < columns; x += 2) {
    const lowSum = weigh(line, x + low.start, low.weights, 0);
    target[to + x] = weigh(line, x + high.start, high.weights, lowSum);
  }
}

function weigh(line: Float32Array, start: number, weights: Float32Array, before: number): number {
  let sum = Math.fround(before);
  for (let tap = 0, place = start; tap < weights.length; tap++, place += 2) {
    sum = Math.fround(sum + Math.fround((line[place] as number) * (weights[tap] as number)));
  }
  return sum;
}
